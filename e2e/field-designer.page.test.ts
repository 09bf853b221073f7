/** The field designer in a real browser: an administrator designs, an agent at their desk has it at once. */
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

interface Desk {
  context: BrowserContext;
  page: Page;
  errors: string[];
}
let office: BackOffice;
let browser: Browser;
let admin: Desk;
let agent: Desk;

beforeAll(async () => {
  office = await startBackOffice(19_860);
  browser = await launchBrowser();
  admin = await newAgentPage(browser);
  agent = await newAgentPage(browser);
  await enterBackOffice(admin.page, office.url, '800');
  await enterBackOffice(agent.page, office.url, '802');
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** Takes the picture where somebody wants to look at it. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/designer-${name}.png` });
};
const part = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const names = (page: Page) => page.locator('.field-table tbody button.link').allInnerTexts();

test('[C6] an administrator adds a required choice with colours, and sees it in list and form of both languages before it is saved', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/fields`);
  await page.getByRole('button', { name: '添加字段' }).click();
  await part(page, 'zh').locator('input').fill('紧急程度');
  await part(page, 'en').locator('input').fill('Urgency');
  await part(page, 'key').locator('input').fill('urgency');
  await part(page, 'type').locator('.ant-select').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '下拉单选' }).click();
  for (const [place, zh, en, code, color] of [
    [1, '加急', 'Urgent', 'urgent', '红'],
    [2, '普通', 'Normal', 'normal', '灰'],
  ] as const) {
    await page.getByRole('button', { name: '添加列表值' }).click();
    await page.getByLabel(`中文，第 ${place} 行`).fill(zh);
    await page.getByLabel(`英文，第 ${place} 行`).fill(en);
    await page.getByLabel(`代码，第 ${place} 行`).fill(code);
    await page
      .locator('.line-item')
      .nth(place - 1)
      .locator('[data-column=color]')
      .click();
    await page.locator('.ant-select-item-option:visible').filter({ hasText: color }).last().click();
  }
  await part(page, 'type').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '单选按钮' }).click();
  await page.locator('.field-picture [lang="zh-CN"]').getByText('清除选择').first().waitFor();
  await page.locator('.field-picture [lang="en"]').getByText('Clear choice').first().waitFor();
  await part(page, 'type').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '下拉单选' }).click();
  await part(page, 'isSearchable').locator('button').click();
  await part(page, 'web').locator('button').click();
  const pictures = page.locator('.field-picture');
  await pictures.first().locator('thead').getByText('紧急程度').waitFor();
  await pictures.first().locator('tbody .tag.tone-alarm').filter({ hasText: '加急' }).waitFor();
  await pictures.last().locator('tbody .tag.tone-alarm').filter({ hasText: 'Urgent' }).waitFor();
  await picture(page, 'new');
  await page.keyboard.press('Control+s');
  await page.getByText('字段已添加').waitFor();
  await expect.poll(() => names(page)).toContain('紧急程度');
});

test('[C6] a fault of the definition stands at its field, and nothing is saved', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/fields?open=new`);
  await part(page, 'zh').locator('input').fill('紧急程度');
  await page.keyboard.press('Control+s');
  await part(page, 'zh').getByRole('alert').getByText('这个名称已被别的字段使用').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.entity-editor').waitFor({ state: 'detached' });
});

test('[C6] a list without a value says so where one is added, and both pictures of it speak', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/fields?open=new`);
  await part(page, 'zh').locator('input').fill('客户来源细分');
  await part(page, 'type').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '下拉单选' }).click();
  for (const drawn of [page.locator('.field-picture').first(), page.locator('.field-picture').last()]) {
    await drawn.locator('tbody td').last().getByText('—', { exact: true }).waitFor();
    expect(await drawn.innerText()).not.toMatch(/\b(app|ui|common)\.[a-z]/);
  }
  await page.keyboard.press('Control+s');
  await part(page, 'options').getByRole('alert').getByText('至少要有一个可选的值').waitFor();
  await expect.poll(() => part(page, 'options').evaluate((own) => own.matches(':focus-within'))).toBe(true);
  await page.keyboard.press('Escape');
  await page.locator('.entity-editor').waitFor({ state: 'detached' });
});

test('[C6] fields are put into order by keys alone, each step is announced, and the order is kept', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/fields`);
  await expect.poll(() => names(page)).toContain('紧急程度');
  const before = await names(page);
  const grip = page.getByRole('button', { name: /^移动「紧急程度」/ });
  await grip.focus();
  for (let place = before.length; place > 1; place--) {
    await page.keyboard.press('ArrowUp');
    await page
      .getByRole('status')
      .getByText(`「紧急程度」移到第 ${place - 1} 位`)
      .waitFor();
    await expect.poll(() => page.locator('.grip:focus').getAttribute('aria-label')).toMatch(/紧急程度/);
  }
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').getByText('「紧急程度」已在最前').waitFor();
  const after = ['紧急程度', ...before.filter((name) => name !== '紧急程度')];
  expect(await names(page)).toEqual(after);
  await expect
    .poll(async () => {
      const reply = await page.request.get(`${office.url}/api/fields?owner=customers`);
      type Placed = { labels: { zh: string }; position: number };
      const { items, builtIn } = (await reply.json()) as { items: Placed[]; builtIn: Placed[] };
      return [...items, ...builtIn].toSorted((a, b) => a.position - b.position).map(({ labels }) => labels.zh);
    })
    .toEqual(after);
});

test('[C6] [C1] an agent has the new field at once in form and list, must fill it in, and filters by its values', async () => {
  const { page } = agent;
  await page.goto(`${office.url}/customers/new`);
  await part(page, 'name').locator('input').fill('急件客户');
  await page.getByLabel('号码，第 1 行').fill('15466660001');
  await page.keyboard.press('Control+s');
  await part(page, 'fields.urgency').getByRole('alert').getByText('必填').waitFor();
  await part(page, 'fields.urgency').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '加急' }).click();
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);

  await page.goto(`${office.url}/customers`);
  await page.getByRole('columnheader', { name: '紧急程度' }).waitFor();
  await page
    .locator('main tbody tr')
    .filter({ hasText: '急件客户' })
    .locator('.tag.tone-alarm')
    .getByText('加急')
    .waitFor();
  await page.getByRole('button', { name: '加条件' }).click();
  await page.getByRole('menuitem', { name: '紧急程度' }).click();
  await page.getByRole('checkbox', { name: '加急' }).click();
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('fields')).toContain('urgency:is:');
  await picture(page, 'filtered');
});

test('[C6] what is renamed while an agent looks at it is renamed before their eyes', async () => {
  await agent.page.goto(`${office.url}/customers`);
  await agent.page.getByRole('columnheader', { name: '紧急程度' }).waitFor();
  const { page } = admin;
  await page.goto(`${office.url}/fields`);
  await page.locator('tr[data-key=urgency] button.link').click();
  await part(page, 'zh').locator('input').fill('处理时限');
  await page.keyboard.press('Control+s');
  await page.getByText('字段已保存').waitFor();
  await agent.page.getByRole('columnheader', { name: '处理时限' }).waitFor();
});

test('[C6] a change of type or list tells beforehand what does not fit, and the value is kept', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/fields`);
  await page.locator('tr[data-key=urgency] button.link').click();
  await page.getByRole('button', { name: '停用「加急」' }).click();
  await page.locator('.entity-editor').getByText('停用的「加急」还有 1 条记录在用').waitFor();
  await picture(page, 'misfits');
  await part(page, 'type').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '数字' }).click();
  await page.locator('.entity-editor').getByText('其中 1 条不符合').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('字段已保存').waitFor();
  await agent.page.goto(`${office.url}/customers?search=${encodeURIComponent('急件客户')}`);
  await agent.page.locator('main tbody tr').filter({ hasText: '急件客户' }).getByText('加急').waitFor();
});

test('[C6] a field that is built in is hidden from lists and forms at once, and one that records need says why it cannot be', async () => {
  await agent.page.goto(`${office.url}/customers/new`);
  await part(agent.page, 'address').waitFor();
  const { page } = admin;
  await page.goto(`${office.url}/fields`);
  await page.locator('tr[data-key=name] button.link').click();
  await part(page, 'state').getByText('不能隐藏').waitFor();
  await page.locator('tr[data-key=address] button.link').click();
  await part(page, 'state').locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '隐藏域' }).click();
  await page.keyboard.press('Control+s');
  await page.getByText('字段已保存').waitFor();
  await picture(page, 'built-in');
  await part(agent.page, 'address').waitFor({ state: 'detached' });
});

test('[C6] [C1] follow-ups of all customers are listed by their fields', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/follow-ups?fields=channel:is:phone`);
  await page.getByRole('columnheader', { name: '服务类型' }).waitFor();
  await page.locator('.filter-bar').getByRole('button', { name: '渠道' }).first().waitFor();
  await page.getByRole('button', { name: '导出' }).waitFor();
  await picture(page, 'follow-ups');
});

test('nothing broke on the way', () => {
  expect([admin.errors, agent.errors]).toEqual([[], []]);
});

test('[A2.4] pause reasons are put into their order by keys and by dragging, and agents see them so', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/pause-reasons`);
  const names = () => page.locator('main tbody tr b').allInnerTexts();
  await expect.poll(names).toEqual(['小休', '用餐', '培训', '会议', '外呼准备']);
  const grip = (name: string, place: number) =>
    page.getByRole('button', { name: zh.ui.move.grip.replace('{{name}}', name).replace('{{place}}', String(place)) });
  await grip('小休', 1).focus();
  for (const order of ['用餐小休培训', '用餐培训小休']) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await names()).join('')).toContain(order);
  }
  await expect.poll(() => grip('小休', 3).evaluate((own) => own.matches(':focus'))).toBe(true);
  await picture(page, 'pauses');
  await page
    .locator('main tbody tr', { hasText: '外呼准备' })
    .locator('.grip')
    .dragTo(page.locator('main tbody tr', { hasText: '用餐' }));
  const wanted = ['外呼准备', '用餐', '培训', '小休', '会议'];
  await expect.poll(names).toEqual(wanted);
  await expect
    .poll(async () =>
      (await office.sql<{ name: string }>('select name from pause_reasons order by position')).map(({ name }) => name),
    )
    .toEqual(wanted);
  await page.reload();
  await expect.poll(names).toEqual(wanted);
});
