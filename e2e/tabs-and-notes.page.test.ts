/** Tabs, their marks, and the note of a customer in a real browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { endCall } from './support/missed.ts';

let office: BackOffice;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];
beforeAll(async () => {
  office = await startBackOffice(19_972);
  browser = await launchBrowser();
  ({ context, page, errors } = await newAgentPage(browser));
  await enterBackOffice(page, office.url, '800');
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** Takes the picture where somebody wants to look at it. */
const picture = async (name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
/** Within the page that is open, as a click on a link does. */
const goTo = (address: string): Promise<void> => page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)})`);
const note = () => page.locator('[data-field=content] textarea');
const clear = () => page.getByRole('button', { name: '清空' });
const shownTab = () => page.locator('.tab.is-shown');
/** How much of the shown tab is in sight, from 0 to 1. */
const inSight = (): Promise<number> =>
  page.evaluate(`(() => {
    const [row, tab] = ['.tab-list', '.tab.is-shown'].map((one) => document.querySelector(one).getBoundingClientRect());
    return (Math.min(row.right, tab.right) - Math.max(row.left, tab.left)) / tab.width;
  })()`);

test('[A2.3] [U2] a note that is not saved marks its tab; a choice that changes nothing is no draft', async () => {
  await page.goto(`${office.url}/customers`);
  await page.locator('main tbody tr').first().click();
  await note().waitFor();
  const chips = page.locator('.chip-choice').first();
  await chips.getByText('咨询').waitFor();
  await page.evaluate(`document.activeElement?.blur()`);
  for (const key of ['1', '7']) await page.keyboard.press(key);
  expect(await clear().count()).toBe(0);
  await page.keyboard.press('2');
  await clear().waitFor();
  await page.keyboard.press('1');
  await clear().waitFor({ state: 'detached' });
  await expect.poll(() => shownTab().getByText('有未保存的内容').count()).toBe(0);
  await note().fill('下周再联系');
  await shownTab().locator('.dot').waitFor();
  await picture('note-marks-tab');
  await clear().click();
  await shownTab().locator('.dot').waitFor({ state: 'detached' });
});

test('[A2.3] [U2] a new customer and the note are saved with one press, also when the server was away at the first', async () => {
  await page.goto(`${office.url}/customers/new`);
  await page.getByText('填好姓名和号码，可与跟踪一起保存').waitFor();
  await page.locator('[data-field=name] input').fill('秦晚晴');
  await page.locator('[data-field=phone] input, [data-field=numbers] input').first().fill('13900001357');
  await note().fill('想要报价单');
  await context.setOffline(true);
  await page.getByRole('button', { name: '保存跟踪' }).click();
  const failure = page.locator('.toast').getByText('连接不上服务器，请检查网络');
  await failure.waitFor();
  await picture('note-offline');
  await context.setOffline(false);
  await page.getByRole('button', { name: '保存跟踪' }).click();
  await page.locator('.toast').getByText('客户已添加，跟踪已保存').waitFor();
  await picture('note-saved-with-customer');
  expect(await failure.count()).toBe(0);
});

test('[A2.3] [C1] what is saved again after its reply was lost is there once: the caller as a customer, and the note', async () => {
  const agent = await newAgentPage(browser);
  await enterBackOffice(agent.page, office.url, '802');
  const number = '+8615400007721';
  const callId = await endCall(office, { number, outcome: 'connected', at: '802', isAnswered: true });
  await agent.page.goto(`${office.url}/pop/${callId}`);
  await agent.page.locator('[data-field=content] textarea').fill('要一份报价');
  const save = () => agent.page.locator('.follow-up-save:not(.ant-btn-loading)').click();
  /** The server does what the page never hears of. */
  const loseReply = async (address: RegExp): Promise<void> => {
    let isAsked = false;
    let isLost = false;
    const note = (request: Request): void => {
      isLost ||= request.method() === 'POST' && address.test(request.url());
    };
    agent.page.on('requestfailed', note);
    await agent.page.route(
      address,
      async (route) => {
        isAsked = true;
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    // A form that is drawn anew in the moment of the click does not hear it.
    await expect
      .poll(
        async () => {
          if (!isAsked) await save();
          return isLost;
        },
        { interval: 1000 },
      )
      .toBe(true);
    agent.page.off('requestfailed', note);
  };
  await loseReply(/\/api\/customers$/);
  // The news of the customer make the page theirs, with what was written.
  await agent.page.getByRole('heading', { name: '来电 7721' }).waitFor();
  await loseReply(/\/follow-ups$/);
  await save();
  await agent.page
    .locator('.toast')
    .getByText(/跟踪已保存/)
    .waitFor();
  expect(await office.sql("select 1 from follow_ups where content = '要一份报价'")).toHaveLength(1);
  expect(await office.sql('select is_duplicate from customers where phone = $1', [number])).toEqual([
    { is_duplicate: false },
  ]);
  await agent.context.close();
});

test('[U2] the shown tab is in sight beside the menu of those that do not fit', async () => {
  for (const folder of [
    'users',
    'roles',
    'departments',
    'agent-groups',
    'announcements',
    'calls',
    'follow-ups',
    'customers',
  ])
    await goTo(`/${folder}`).then(() => page.locator(`.tab[data-path="/${folder}"].is-shown`).waitFor());
  for (const folder of ['api-keys', 'webhooks', 'settings', 'audit'])
    await goTo(`/${folder}`).then(() => page.locator(`.tab[data-path="/${folder}"].is-shown`).waitFor());
  await page.locator('.tab-more').waitFor();
  await expect.poll(inSight).toBeGreaterThan(0.98);
  await picture('tabs-many');
  await page.setViewportSize({ width: 1280, height: 768 });
  await expect.poll(inSight).toBeGreaterThan(0.98);
  await page.setViewportSize({ width: 1366, height: 768 });
});

test('[U2] a menu is opened, chosen from and left by keys', async () => {
  const focused = (): Promise<string> => page.evaluate(`document.activeElement?.textContent ?? ''`);
  const more = page.locator('.tab-more');
  await more.focus();
  await page.keyboard.press('Enter');
  const entries = page.getByRole('menuitem');
  await expect.poll(async () => focused()).toBe(await entries.first().textContent());
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => focused()).toBe(await entries.nth(1).textContent());
  await page.keyboard.press('Escape');
  await expect.poll(focused).toMatch(/^另有/);
  await goTo('/customers');
  const views = page.locator('main').getByRole('button', { name: /列表/ }).first();
  await views.focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(`document.activeElement?.className ?? ''`))
    .toContain('ant-dropdown-menu-item-selected');
  await picture('menu-by-keys');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/列表/);
  await expect.poll(() => page.locator('.ant-dropdown:not(.ant-dropdown-hidden)').count()).toBe(0);
});

test('nothing broke on the way', () => {
  expect(errors).toEqual([]);
});
