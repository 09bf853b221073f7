/** The customer's form in a real browser: fields that the company designed, several numbers, what is refused and what is kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { findings, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
let admin: { context: BrowserContext; page: Page };
beforeAll(async () => {
  office = await startBackOffice(19_840);
  browser = await launchBrowser();
  admin = await newAgentPage(browser, { language: 'zh-CN', width: 1366, height: 768 });
  await enterBackOffice(admin.page, office.url, '800');
  for (const { zh, ...field } of designed) {
    const body = { ...usual, ...field, labels: { zh, en: field.key } };
    expect((await fetched(admin.page, 'POST', '/api/fields', body)).status).toBe(200);
  }
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

interface Reply {
  status: number;
  body: { items: { id: string; name: string; fields: object; phone: string; version: number }[] };
}
const fetched = (page: Page, method: string, url: string, body?: object): Promise<Reply> =>
  page.evaluate(
    async ([how, where, what]) => {
      const reply = await fetch(where!, {
        method: how!,
        ...(what && { body: what, headers: { 'content-type': 'application/json' } }),
      });
      return { status: reply.status, body: (await reply.json()) as Reply['body'] };
    },
    [method, url, body && JSON.stringify(body)] as const,
  );

const option = (code: string, zh: string, color: string) => ({
  id: code,
  code,
  labels: { zh, en: code },
  color,
  parentId: null,
  isRetired: false,
});
const usual = {
  owner: 'customers',
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  width: 140,
  default: '',
};
const designed = [
  {
    key: 'level',
    zh: '会员级别',
    type: 'select',
    required: { web: true, mobile: false, pop: false },
    options: [option('gold', '金卡', 'amber'), option('silver', '银卡', 'grey')],
  },
  { key: 'budget', zh: '预算', type: 'number' },
  { key: 'since', zh: '购买日期', type: 'date', state: 'more' },
];

/** Takes the picture where somebody wants to look at it. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
/** A cell of the lines of numbers. */
const number = (page: Page, place: number) =>
  field(page, 'numbers').getByLabel(`号码，第 ${place} 行`, { exact: true });
/** What stands in them, a blank between the cells of a line. */
const written = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('[data-field=numbers] .line-item')].map((line) =>
    [...line.querySelectorAll('input:not([role=combobox])')].map(({ value }) => value)
      .concat(line.querySelector('.ant-select')?.textContent?.replace('无标签', '') ?? '').join(' ').trim())`);
const choose = async (page: Page, name: string, label: string): Promise<void> => {
  await field(page, name).locator('.ant-select').click();
  await page.locator('.ant-select-item-option').filter({ hasText: label }).click();
};
const found = async (search: string) =>
  (await fetched(admin.page, 'GET', `/api/customers?search=${search}`)).body.items;

test('[C6] [C2] a required field of the company is asked for before a customer is saved, and a refusal stands at its field', async () => {
  const { page } = admin;
  const posts: string[] = [];
  // The page registers its softphone besides, when it comes to it.
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname.startsWith('/api/customers')) posts.push(pathname);
  });
  await page.goto(`${office.url}/customers/new`);
  await field(page, 'name').locator('input').fill('表单客户');
  await number(page, 1).fill('15400007001');
  // Enter goes on in a line of its own; a blank one is none.
  await page.keyboard.press('Enter');
  await page.locator('.line-item:nth-child(2) [data-column=phone] input:focus').waitFor();
  await page.keyboard.type('15400007002');
  await page.keyboard.press('Enter');
  await page.locator('.line-item:nth-child(3) [data-column=phone] input:focus').waitFor();
  await page.keyboard.type('123');
  await field(page, 'fields.level').waitFor();
  await page.keyboard.press('Control+s');
  await field(page, 'fields.level').getByRole('alert').getByText('必填').waitFor();
  await picture(page, 'new-customer-required');
  // The desk may sign its telephone on meanwhile.
  expect(posts.filter((path) => path.startsWith('/api/customers'))).toEqual([]);

  await choose(page, 'fields.level', '金卡');
  await field(page, 'fields.budget').locator('input').fill('很多');
  await page.keyboard.press('Control+s');
  await field(page, 'fields.budget').getByRole('alert').getByText('填写数字').waitFor();
  await field(page, 'fields.budget').locator('input').fill('12,800.50');
  await page.getByRole('button', { name: '更多' }).click();
  await field(page, 'fields.since').locator('input').fill('2025-03-16');
  await page.keyboard.press('Control+s');
  // One that is none refuses the whole: nothing of the customer is there yet, and what was typed stays.
  const wrong = field(page, 'numbers').locator('.line-item').nth(2);
  await wrong.getByRole('alert').waitFor();
  expect(await wrong.locator('[aria-invalid=true]').count()).toBe(1);
  await picture(page, 'new-customer-refused');
  expect(await found('15400007001')).toEqual([]);
  await number(page, 3).fill('');
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
  await picture(page, 'customer-saved');
  await expect.poll(() => page.locator('.customer-line').allInnerTexts()).toHaveLength(2);
  expect((await found('15400007002'))[0]!.id).toBe((await found('15400007001'))[0]!.id);
  expect((await found('15400007001'))[0]!.fields).toEqual({ level: 'gold', budget: '12800.5', since: '2025-03-16' });
});

test('[C2] [U2] somebody else saves the same customer: what was typed stays, the latest is shown on demand, and both changes are kept', async () => {
  const { page } = admin;
  const [customer] = await found('表单客户');
  await page.goto(`${office.url}/customers/${customer!.id}`);
  await field(page, 'company').locator('input').fill('云岸办公');
  // Past the server, which would tell the page of it.
  await office.sql('update customers set version = version + 1, address = $2 where id = $1', [
    customer!.id,
    '南山区示例路 100 号',
  ]);
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').getByText('有人刚刚修改过').waitFor();
  await picture(page, 'customer-conflict');
  expect(await field(page, 'company').locator('input').inputValue()).toBe('云岸办公');
  await page.getByRole('button', { name: '载入最新内容' }).click();
  await expect.poll(() => field(page, 'address').locator('textarea').inputValue()).toBe('南山区示例路 100 号');
  await page.reload();
  await expect.poll(() => field(page, 'company').locator('input').inputValue()).toBe('云岸办公');
  await page.keyboard.press('Control+s');
  await page.getByText('客户已保存').waitFor();
  expect((await found('表单客户'))[0]).toMatchObject({ company: '云岸办公', address: '南山区示例路 100 号' });
});

test('[C2] [C6] the numbers of a customer are lines of the form: written, refused at their line, put into order, removed and put back, saved at once', async () => {
  const { page } = admin;
  const [customer] = await found('表单客户');
  const [other] = (await fetched(page, 'GET', '/api/customers?sort=name')).body.items.filter(
    ({ id }) => id !== customer!.id,
  );
  const shown = async () =>
    (await page.locator('.customer-line').allInnerTexts()).map((text) => text.split(/\s+/).join(' ').trim());
  const save = () => page.keyboard.press('Control+s');
  const add = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: '添加号码' }).click();
    await page.locator('.line-item:last-child [data-column=phone] input:focus').waitFor();
    await page.keyboard.type(text);
  };
  await page.goto(`${office.url}/customers/${customer!.id}`);
  await add('0755-26540503转12');
  await field(page, 'numbers').locator('.line-item').nth(2).locator('.ant-select').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '单位' }).click();
  await save();
  await expect.poll(shown).toEqual(['15400007001 移动 主号码', '15400007002 移动', '075526540503 转 12 广东深圳 单位']);
  await expect.poll(() => written(page)).toEqual(['15400007001', '15400007002', '075526540503 12 单位']);

  await add(other!.phone);
  await save();
  const last = field(page, 'numbers').locator('.line-item').nth(3);
  await last.getByRole('alert').getByText(`这个号码已属于客户「${other!.name}」`).waitFor();
  await picture(page, 'numbers-taken');
  await page.getByRole('button', { name: `移除「${other!.phone}」` }).click();
  await expect.poll(() => page.locator('.line-item').count()).toBe(3);

  await page.getByRole('button', { name: /^移动「075526540503」/ }).focus();
  for (const place of [2, 1]) {
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText(`「075526540503」移到第 ${place} 位`).waitFor();
    await page.locator('.grip:focus').waitFor();
  }
  await page.getByRole('button', { name: '移除「15400007001」' }).click();
  await expect.poll(() => written(page)).toEqual(['075526540503 12 单位', '15400007002']);
  await page.getByRole('region', { name: '提示' }).getByRole('button', { name: '撤销' }).last().click();
  await expect.poll(() => written(page)).toEqual(['075526540503 12 单位', '15400007001', '15400007002']);
  await page.getByRole('button', { name: '移除「15400007002」' }).click();
  await picture(page, 'numbers');
  expect(await found('15400007002')).toHaveLength(1);
  await save();
  await expect.poll(shown).toEqual(['075526540503 转 12 广东深圳 主号码 单位', '15400007001 移动']);
  expect((await found('15400007001'))[0]!.id).toBe(customer!.id);
  expect(await found('15400007002')).toEqual([]);
});

test('[C2] [C6] rows of a spreadsheet that are pasted fill the lines, and what has no room is said', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/customers/new`);
  await number(page, 1).focus();
  const rows = Array.from({ length: 12 }, (_, i) => `1540000710${i}\t\t${i === 0 ? '手机' : i === 1 ? '车载' : ''}`);
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(rows.join('\r\n'))});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await page.getByText('已粘贴 10 行；最多 10 行，余下 2 行没有粘贴；1 格的内容不在选项中，没有粘贴').waitFor();
  await expect.poll(async () => (await written(page)).slice(0, 2)).toEqual(['15400007100  手机', '15400007101']);
  await expect.poll(() => written(page)).toHaveLength(10);
  await page.getByText('10 / 10 行').waitFor();
  await picture(page, 'numbers-pasted');
  await page.getByRole('region', { name: '提示' }).getByRole('button', { name: '撤销' }).last().click();
  await expect.poll(() => written(page)).toHaveLength(1);
});

test('[C6] [A2.3] a required field of follow-ups is asked for before one is saved, and stands in the history afterwards', async () => {
  const { page } = admin;
  const [customer] = await found('表单客户');
  const mood = {
    ...usual,
    owner: 'follow-ups',
    key: 'mood',
    labels: { zh: '客户情绪', en: 'Mood' },
    type: 'radio',
    required: { web: true, mobile: false, pop: false },
    options: [option('calm', '平静', 'green'), option('angry', '不满', 'red')],
  };
  expect((await fetched(page, 'POST', '/api/fields', mood)).status).toBe(200);
  await page.goto(`${office.url}/customers/${customer!.id}`);
  await page.getByPlaceholder(/客户说了什么/).fill('客户确认收货地址');
  await field(page, 'fields.mood').waitFor();
  await page.keyboard.press('Control+Enter');
  await field(page, 'fields.mood').getByRole('alert').getByText('必填').waitFor();
  await picture(page, 'follow-up-required');
  await field(page, 'fields.mood').getByText('不满').click();
  await page.keyboard.press('Control+Enter');
  await page.locator('.timeline-item').getByText('不满').waitFor();
  await picture(page, 'follow-up-saved');
  expect(await page.getByPlaceholder(/客户说了什么/).inputValue()).toBe('');
});

test('[C6] [U1] the form of a customer speaks English and passes axe in light and dark', async () => {
  const [customer] = await found('表单客户');
  const { context, page } = await newAgentPage(browser, { language: 'en-US', width: 1366, height: 768 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await enterBackOffice(page, office.url, '800');
  for (const address of [`/customers/${customer!.id}`, '/customers/new']) {
    await page.goto(office.url + address);
    await field(page, 'fields.level').waitFor();
    await readyToWalk(page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await picture(page, address.endsWith('new') ? 'new-customer-en' : 'customer-en');
    const light = await findings(page, 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect([...light, ...(await findings(page, 'dark'))], address).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await context.close();
});

test('[U1] [C1] a form in which nothing is ticked says so where one sees it, and the focus stands there; a dialogue that is closed gives the focus back', async () => {
  const { context, page } = await newAgentPage(browser, { language: 'zh-CN', width: 1366, height: 420 });
  await enterBackOffice(page, office.url, '800');
  await page.goto(`${office.url}/webhooks?open=new`);
  const events = page.locator('[data-field=events]');
  await page.locator('[data-field=url] input').fill('https://example.com/hook');
  await page.locator('[data-field=note] input, [data-field=note] textarea').first().scrollIntoViewIfNeeded();
  await page.keyboard.press('Control+s');
  const note = events.getByRole('alert');
  await note.waitFor();
  expect(['必填', '至少选一项']).toContain(await note.textContent());
  const focused =
    "[...document.querySelectorAll(':focus-within')].map((part) => part.dataset.field ?? part.textContent)";
  await expect.poll(() => page.evaluate<string[]>(focused)).toContain('events');
  await page.goto(`${office.url}/customers`);
  const exporting = page.getByRole('button', { name: '导出' }).first();
  await exporting.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate<string[]>(focused)).toContain('导出');
  await context.close();
});
