/** Pages of other systems beside the customer, in a call's details and in the menu, in a real browser: what they are given, and what they cannot do. */
import { newId } from '@bahu/server/kernel/ids.ts';
import { en, zh } from '@bahu/web/text/all.ts';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { callOf, deskOf, playDesk } from './support/live-desk.ts';
import { endCall } from './support/missed.ts';
import { startOtherSystem, type OtherSystem } from './support/other-systems.ts';
import { picture } from './support/seat.ts';
import { findings, inspect, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
let erp: OtherSystem;
let customerId: string;
let agentId: string;
beforeAll(async () => {
  [office, browser, erp] = await Promise.all([
    startBackOffice(19_986, { BAHU_WEBHOOK_PRIVATE: 'on' }),
    launchBrowser(),
    startOtherSystem(),
  ]);
  const [agent] = await office.sql<{ id: string }>("select id from agents where extension = '802'");
  const [customer] = await office.sql<{ id: string }>(
    "select id from customers where owner_id = $1 and phone like '+861%' order by id limit 1",
    [agent!.id],
  );
  [agentId, customerId] = [agent!.id, customer!.id];
});
afterAll(async () => {
  await browser.close();
  await Promise.all([office.stop(), erp.stop()]);
});

const words = zh.linkedPages;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Puts one there past the form; replaces what an earlier test has put. */
async function link(values: { name: string; path: string; place: string; opensOnPop?: boolean }): Promise<string> {
  const id = newId();
  await office.sql('delete from linked_pages');
  await office.sql(
    `insert into linked_pages (tenant_id, id, name, url, place, opens_on_pop)
     select id, $1, $2, $3, $4, $5 from tenants where code = '100001'`,
    [id, values.name, erp.url + values.path, values.place, values.opensOnPop === true],
  );
  return id;
}
async function open(address: string, extension = '802') {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${address}`);
  return { page, errors };
}
const linkedFrame = async (page: Page): Promise<Frame> => {
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(erp.url))).toBe(true);
  return page.frames().find((frame) => frame.url().startsWith(erp.url))!;
};

test('[A3] the form says what is wrong with an address while it is typed, shows what will be opened, and the secret once', async () => {
  const { page, errors } = await open('/linked-pages?open=new', '800');
  const field = (name: string) => page.locator(`[data-field=${name}]`);
  await field('name').locator('input').fill('订单系统');
  const address = field('url').locator('input');
  for (const [typed, why] of [
    ['javascript:alert(1)', words.faults.scheme],
    ['https://user@erp.example.com', words.faults.credentials],
    ['https://erp.example.com/客户', words.faults.characters],
    ['https://2130706433/', words.faults.host],
    ['https://{number}.example.com/', words.faults['variable-place']],
  ] as const) {
    await address.fill(typed);
    await field('url').getByText(why, { exact: true }).waitFor();
  }
  await address.fill('https://erp.example.com/orders?phone=');
  await field('url').getByRole('button', { name: words.variables.number, exact: true }).click();
  await page.keyboard.type('&from=bahu');
  expect(await address.inputValue()).toBe('https://erp.example.com/orders?phone={number}&from=bahu');
  await field('url').getByText('https://erp.example.com/orders?phone=13900000001&from=bahu').waitFor();
  await picture(page, 'linked-form.zh');
  await page.keyboard.press('Control+s');
  const secret = page.getByRole('textbox', { name: words.secretTitle });
  expect(await secret.inputValue()).toMatch(/^lps_/);
  await button(page, zh.apiKeys.secret.kept).click();
  await page.locator('tbody tr', { hasText: '订单系统' }).getByText(words.signed).waitFor();
  await picture(page, 'linked-list.zh');
  await page.locator('tbody tr', { hasText: '订单系统' }).getByText('订单系统').click();
  await button(page, words.rotate).click();
  await page.getByRole('dialog').getByText(words.rotateHint).waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('[A3] beside a customer a page stands in a sandbox: it reads, leads and takes nothing of ours, and learns what its address says', async () => {
  await link({ name: '订单系统', path: '/attack?phone={number}&x={extension}&c={customer}', place: 'customer' });
  // Agents see numbers masked, and their page gets none.
  const { page, errors } = await open(`/customers/${customerId}`, '800');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('tab', { name: '订单系统' }).click();
  const frame = await linkedFrame(page);
  const found = JSON.parse((await frame.locator('#found').textContent())!) as Record<string, string>;
  expect(found).toMatchObject({
    top: 'SecurityError',
    parent: 'SecurityError',
    upmost: 'SecurityError',
    frames: 'SecurityError',
    storage: 'SecurityError',
    cookie: 'SecurityError',
    origin: 'null',
    opener: 'null',
    referrer: '',
  });
  expect(dialogs).toEqual([]);
  expect(new URL(page.url()).pathname).toBe(`/customers/${customerId}`);
  const { path, referrer, mode } = erp.asked.at(-1)!;
  expect(path).toMatch(new RegExp(`^/attack\\?phone=1\\d{10}&x=800&c=${customerId}$`));
  expect([referrer, mode]).toEqual([undefined, 'iframe']);
  await picture(page, 'linked-customer.zh');
  expect(errors).toEqual([]);
});

test('[A3] a page leads its own frame nowhere else', async () => {
  await link({ name: '订单系统', path: '/leave', place: 'customer' });
  const before = erp.asked.length;
  const { page } = await open(`/customers/${customerId}`);
  const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
  await page.getByRole('tab', { name: '订单系统' }).click();
  await refused;
  expect(erp.asked.slice(before).map(({ path }) => path)).toEqual(['/leave']);
});

test('[A3] a page that refuses to be framed has its way into a new tab, which has no hold of ours', async () => {
  await link({ name: '订单系统', path: '/refuses?phone={number}', place: 'customer' });
  const { page } = await open(`/customers/${customerId}`);
  await page.getByRole('tab', { name: '订单系统' }).click();
  await page.getByText(words.keyboard.desk).waitFor();
  const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: words.apart }).click()]);
  await tab.getByRole('heading', { name: 'ERP' }).waitFor();
  expect(await tab.evaluate('[String(window.opener), document.referrer]')).toEqual(['null', '']);
  expect(erp.asked.at(-1)).toMatchObject({ referrer: undefined, mode: 'document' });
});

test('[A3] a page that never answers keeps nothing else from working', async () => {
  await link({ name: '订单系统', path: '/dead', place: 'customer' });
  const { page, errors } = await open(`/customers/${customerId}`);
  await page.getByRole('tab', { name: '订单系统' }).click();
  await expect.poll(() => erp.asked.at(-1)?.path).toBe('/dead');
  const note = page.locator('[data-field=content] textarea');
  await note.fill('客户询问到货时间');
  await page.keyboard.press('Control+Enter');
  await page.getByText(zh.customers.followUp.saved, { exact: true }).waitFor();
  await page.getByRole('tab', { name: zh.customers.history.followUps }).click();
  await page.locator('.timeline').getByText('客户询问到货时间').waitFor();
  expect(errors).toEqual([]);
});

test('[A3] [A4.2] a call that pops brings its page forward once, and takes the caret from nobody', async () => {
  await link({ name: '订单系统', path: '/attack?call={call}', place: 'pop', opensOnPop: true });
  const { page, errors } = await newAgentPage(browser);
  const callId = await endCall(office, { number: '+8613900004711', outcome: 'connected', at: '802', isAnswered: true });
  const call = callOf({ callId, phase: 'talking', answeredAt: new Date().toISOString(), number: '13900004711' });
  const tell = await playDesk(page, deskOf(agentId));
  await enterBackOffice(page, office.url, '802');
  tell(deskOf(agentId, { state: 'talking', call }));
  const tab = page.getByRole('tab', { name: '订单系统' });
  await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
  const note = page.locator('[data-field=content] textarea');
  await note.focus();
  const frame = await linkedFrame(page);
  await expect.poll(() => frame.title()).toBe('tried');
  await page.keyboard.type('客户要改地址');
  expect(await note.inputValue()).toBe('客户要改地址');
  expect(await frame.locator('input').inputValue()).toBe('');
  expect(erp.asked.at(-1)?.path).toBe(`/attack?call=${callId}`);
  await picture(page, 'linked-pop.zh');
  await page.reload();
  await tab.waitFor();
  await page.locator('[data-field=content] textarea').waitFor();
  expect(await tab.getAttribute('aria-selected')).toBe('false');
  expect(errors).toEqual([]);
});

test('[A3] [A4.1] a call takes the keyboard back from a page of another system: its keys work, and nothing that is still typed is a command', async () => {
  await link({ name: '订单系统', path: '/form', place: 'customer' });
  const { page, errors } = await newAgentPage(browser);
  const tell = await playDesk(page, deskOf(agentId));
  await enterBackOffice(page, office.url, '802');
  await page.goto(`${office.url}/customers/${customerId}`);
  await page.getByRole('tab', { name: '订单系统' }).click();
  const field = (await linkedFrame(page)).locator('input');
  /** By Tab, which the page that stands around takes for a wish of the reader's own. */
  const goIn = () =>
    expect
      .poll(async () => {
        if (await page.getByText(words.keyboard.page).isVisible()) return true;
        await page.getByRole('link', { name: words.apart }).focus();
        await page.keyboard.press('Tab');
        return false;
      })
      .toBe(true);
  await goIn();
  await page.keyboard.type('A1');
  await expect.poll(() => field.inputValue()).toBe('A1');
  await picture(page, 'linked-keyboard.zh');
  const call = callOf({ callId: newId(), isOverPermanent: true });
  tell(deskOf(agentId, { state: 'ringing', call }));
  await page.getByText(words.keyboard.returned).waitFor();
  await page.keyboard.type('?/2');
  expect(await field.inputValue()).toBe('A1');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await picture(page, 'linked-keyboard-back.zh');
  await page.route('**/answer', (route) => route.fulfill({ json: {} }));
  const [answer] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/answer')),
    page.keyboard.press('F2'),
  ]);
  expect(answer.method()).toBe('POST');
  // Once for each call: whoever goes into the page again stays there.
  await goIn();
  tell(deskOf(agentId, { state: 'ringing', call: { ...call, waitedSeconds: 3 } }));
  await page.keyboard.type('2');
  await expect.poll(() => field.inputValue()).toContain('2');
  expect(errors).toEqual([]);
});

test('[A3] [A4.2] an agent who has chosen so gets the page in a new tab, once for each call and after a reload no more', async () => {
  await link({ name: '订单系统', path: '/erp?call={call}', place: 'pop', opensOnPop: true });
  const { page, context } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '803');
  await page.goto(`${office.url}/desk-settings`);
  const setting = page.locator('[data-setting=linkedPagesOpen]');
  await setting.getByText(zh.deskSettings.linkedOpenings['new-tab'], { exact: true }).click();
  await button(page, zh.deskSettings.save).click();
  await page.locator('.toasts').getByText(zh.deskSettings.saved).waitFor();
  const callId = await endCall(office, { number: '+8613900004712', outcome: 'connected', at: '803', isAnswered: true });
  const call = callOf({ callId, phase: 'talking', answeredAt: new Date().toISOString(), number: '13900004712' });
  const [other] = await office.sql<{ id: string }>("select id from agents where extension = '803'");
  const tell = await playDesk(page, deskOf(other!.id));
  const opened: Page[] = [];
  context.on('page', (tab) => opened.push(tab));
  await page.goto(office.url);
  await page.locator('nav.rail').waitFor();
  tell(deskOf(other!.id, { state: 'talking', call }));
  const asked = () => erp.asked.filter(({ path }) => path === `/erp?call=${callId}`).length;
  await expect.poll(asked).toBe(1);
  await page.reload();
  await page.locator('[data-field=content] textarea').waitFor();
  expect([asked(), opened.length]).toEqual([1, 1]);
});

test('[A3] pages stand in the details of a call and in the menu too, in both languages, and say so when they are gone', async () => {
  const callId = await endCall(office, { number: '+8613900004713', outcome: 'connected', at: '802', isAnswered: true });
  await link({ name: '质检系统', path: '/erp?call={call}&d={direction}', place: 'call' });
  const { page } = await open(`/calls?open=${callId}`);
  await button(page, '质检系统').click();
  await linkedFrame(page);
  expect(erp.asked.at(-1)?.path).toBe(`/erp?call=${callId}&d=inbound`);
  await picture(page, 'linked-call.zh');
  const id = await link({ name: 'Back office', path: '/erp?x={extension}&call={call}', place: 'menu' });
  const seat = await newAgentPage(browser, { language: 'en-US' });
  await enterBackOffice(seat.page, office.url, '802');
  await seat.page.getByRole('button', { name: en.app.groups.linked }).click();
  await seat.page.getByRole('link', { name: 'Back office' }).click();
  await linkedFrame(seat.page);
  expect(erp.asked.at(-1)?.path).toBe('/erp?x=802&call=');
  await readyToWalk(seat.page);
  expect(await findings(seat.page, 'light')).toEqual([]);
  await picture(seat.page, 'linked-menu.en');
  await office.sql('delete from linked_pages where id = $1', [id]);
  await seat.page.reload();
  await seat.page.getByText(en.linkedPages.gone).waitFor();
  expect(seat.errors).toEqual([]);
});
