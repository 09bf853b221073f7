/** Cells of a list that are changed in place, in a real browser: by keys alone, by a double click, and what is refused or changed by others. */
import { en, zh } from '@bahu/web/text/all.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser } from './support/browser.ts';
import { picture, takeSeat, type Seat } from './support/seat.ts';
import { findings, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_880), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

type Language = 'zh-CN' | 'en-US';
async function enter(extension: string, address: string, language: Language = 'zh-CN', width = 1366): Promise<Seat> {
  const seat = await takeSeat({ browser, office }, extension, address, { language, width });
  await seat.page.locator('main tbody tr').first().waitFor();
  return seat;
}
const header = (page: Page, title: string): Locator => page.locator('main thead th', { hasText: title });
/** The cell of a record under a column. */
async function cell(page: Page, record: string, title: string): Promise<Locator> {
  const at = await header(page, title).evaluate((head) => (head as unknown as { cellIndex: number }).cellIndex);
  return page.locator('main tbody tr', { hasText: record }).locator('td').nth(at);
}
const hasFocus = (part: Locator): Promise<boolean> => part.evaluate((own) => own.matches(':focus'));
const editor = (page: Page): Locator => page.locator('.cell-editor');
const toast = (page: Page): Locator => page.locator('.toasts');
const customer = async (name: string): Promise<{ company: string; stage: string; version: number; id: string }> =>
  (
    await office.sql<{ company: string; stage: string; version: number; id: string }>(
      'select id, company, stage, version from customers where name = $1',
      [name],
    )
  )[0]!;
/** Two names of the first page, as an administrator sees it. */
async function named(index: number): Promise<string> {
  const rows = await office.sql<{ name: string }>(
    `select name from customers group by name having count(*) = 1 order by max(created_at) desc offset $1 limit 1`,
    [index],
  );
  return rows[0]!.name;
}
/** Focus on a cell by keys alone: Tab to the rows is what others prove; → goes into the cells. */
async function focusCell(page: Page, record: string, title: string): Promise<Locator> {
  const wanted = await cell(page, record, title);
  await page.locator('main tbody tr', { hasText: record }).focus();
  await page.keyboard.press('ArrowRight');
  for (let step = 0; step < 20; step++) {
    if (await hasFocus(wanted)) return wanted;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`the arrow keys do not reach ${title}`);
}

test('[C1] [U2] a cell is reached by arrow keys, opened with Enter, saved with Enter as one field with the version, and undone', async () => {
  const name = await named(0);
  const { page, errors, sent } = await enter('800', '/customers');
  const before = await customer(name);
  const company = await focusCell(page, name, zh.audit.fields.company);
  await page.keyboard.press('Enter');
  await expect.poll(() => hasFocus(editor(page).locator('input'))).toBe(true);
  await picture(page, 'inline-text-zh');
  await page.keyboard.type('远山科技');
  await page.keyboard.press('Enter');
  await expect.poll(() => company.textContent()).toBe('远山科技');
  expect(sent).toEqual([{ version: before.version, company: '远山科技' }]);
  await editor(page).waitFor({ state: 'detached' });
  expect(await hasFocus(company)).toBe(true);
  await toast(page).getByRole('button', { name: zh.app.toast.undo }).click();
  await expect.poll(async () => (await customer(name)).company).toBe(before.company);
  await expect.poll(() => company.textContent()).toBe(before.company === '' ? zh.app.time.none : before.company);
  expect(errors).toEqual([]);
});

test('[C1] Escape leaves a cell as it was, Tab saves and goes on to the next one, and nothing is sent for what is the same', async () => {
  const name = await named(1);
  const { page, sent } = await enter('800', '/customers');
  const before = await customer(name);
  const company = await focusCell(page, name, zh.audit.fields.company);
  await page.keyboard.press('Enter');
  await editor(page).locator('input').fill('别的公司');
  await page.keyboard.press('Escape');
  await editor(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  expect(await editor(page).locator('input').inputValue()).toBe(before.company);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  expect(sent).toEqual([]);
  await page.keyboard.press('Enter');
  await editor(page).locator('input').fill('接着的公司');
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await customer(name)).company).toBe('接着的公司');
  await expect.poll(() => hasFocus(company.locator('xpath=following-sibling::td[1]'))).toBe(true);
});

test('[C6] [C1] a choice opens with its list, is chosen by keys, and a designed field of one choice or a day is changed as in the form', async () => {
  const name = await named(2);
  await office.sql("update customers set fields = fields - 'f1' where name = $1", [name]);
  const { page, sent } = await enter('800', '/customers');
  const before = await customer(name);
  await focusCell(page, name, zh.audit.fields.stage);
  await page.keyboard.press('Enter');
  await page.locator('.ant-select-item-option').first().waitFor();
  await picture(page, 'inline-choice-zh');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await customer(name)).stage).not.toBe(before.stage);
  await editor(page).waitFor({ state: 'detached' });

  const grade = await focusCell(page, name, '客户等级');
  await page.keyboard.press('Enter');
  await editor(page).getByText('重点').click();
  await page.keyboard.press('Enter');
  await expect.poll(() => grade.textContent()).toBe('重点');
  expect(sent.at(-1)).toMatchObject({ fields: { grade: 'key' } });
  await editor(page).waitFor({ state: 'detached' });

  const estimate = await focusCell(page, name, '预计金额');
  await page.keyboard.press('Enter');
  await editor(page).locator('input').fill('很多');
  await page.keyboard.press('Enter');
  await editor(page).getByRole('alert').getByText(zh.fields.rules.number).waitFor();
  await picture(page, 'inline-refused-zh');
  await editor(page).locator('input').fill('12,800.5');
  await page.keyboard.press('Enter');
  await expect.poll(() => estimate.textContent()).toBe('12800.5');
});

test('[C1] [U2] somebody else was faster: what they wrote is shown, what was typed is kept, and Enter writes it', async () => {
  const name = await named(3);
  const { page, sent } = await enter('800', '/customers');
  const company = await focusCell(page, name, zh.audit.fields.company);
  const { id, version } = await customer(name);
  await page.keyboard.press('Enter');
  await editor(page).locator('input').fill('我的公司');
  await office.sql('update customers set company = $2, version = version + 1 where id = $1', [id, '他们的公司']);
  await page.keyboard.press('Enter');
  await editor(page).getByRole('alert').getByText('他们的公司').waitFor();
  await picture(page, 'inline-conflict-zh');
  expect(await editor(page).locator('input').inputValue()).toBe('我的公司');
  expect((await customer(name)).company).toBe('他们的公司');
  await page.keyboard.press('Enter');
  await expect.poll(() => company.textContent()).toBe('我的公司');
  expect(sent).toEqual([
    { version, company: '我的公司' },
    { version: version + 1, company: '我的公司' },
  ]);
  // Where others changed something else of the record, there is nothing to decide.
  await page.keyboard.press('Enter');
  await editor(page).locator('input').fill('又一家');
  await office.sql('update customers set address = $2, version = version + 1 where id = $1', [id, '别处 1 号']);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await customer(name)).company).toBe('又一家');
});

test('[U1] [C1] what cannot be changed says why to whoever comes by keys: no field, shown only, a hidden number', async () => {
  const { page, errors, sent } = await enter('802', '/customers');
  const name = (await page.locator('main tbody tr td a').first().textContent())!;
  for (const [title, why] of [
    [zh.audit.fields.phone, zh.ui.inline.masked],
    [zh.customers.list.columnOwner, zh.ui.inline['shown-only']],
    [zh.customers.list.columnLastCall, zh.ui.inline['no-field']],
  ] as const) {
    const wanted = await focusCell(page, name, title);
    expect(await wanted.getAttribute('aria-readonly')).toBe('true');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText(why).waitFor();
    if (title === zh.audit.fields.phone) await picture(page, 'inline-why-zh');
  }
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('.cell-why').count()).toBe(0);
  expect(sent).toEqual([]);
  expect(errors).toEqual([]);
});

test('[C1] a double click changes a cell where a single one opens the record, and a press elsewhere saves', async () => {
  const name = await named(4);
  const { page } = await enter('800', '/customers');
  const company = await cell(page, name, zh.audit.fields.company);
  await company.dblclick();
  await editor(page).locator('input').fill('双击的公司');
  expect(new URL(page.url()).pathname).toBe('/customers');
  await page.locator('.view-bar').click({ position: { x: 400, y: 10 } });
  await expect.poll(async () => (await customer(name)).company).toBe('双击的公司');
  await company.click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
});

test('[C1] records that a slice declares are changed in their list by the fields of their form', async () => {
  const { page, sent } = await enter('800', '/announcements');
  const row = page.locator('main tbody tr').first();
  const title = (await row.locator('td').first().textContent())!;
  await focusCell(page, title, zh.todos.level);
  await page.keyboard.press('Enter');
  await page.locator('.ant-select-item-option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await toast(page)
    .getByText(zh.ui.inline.saved.replace('{{name}}', title).replace('{{field}}', zh.todos.level))
    .waitFor();
  expect(sent).toHaveLength(1);
  expect(Object.keys(sent[0]!).toSorted()).toEqual(['level', 'version']);
});

test('[R2] [C1] [U1] follow-ups are changed in their list, in English, and the open cell passes axe in light and dark', async () => {
  const { page, errors, sent } = await enter('800', '/follow-ups', 'en-US', 1920);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const row = page.locator('main tbody tr').first();
  const name = (await row.locator('td a').first().textContent())!;
  await (await cell(page, name, 'State')).first().dblclick();
  await page.locator('.ant-select-item-option').first().waitFor();
  // It opens over the cell, and stands below it when it has opened.
  await page
    .locator('.ant-select-dropdown')
    .evaluate((list) => Promise.all(list.getAnimations().map(({ finished }: { finished: unknown }) => finished)));
  await picture(page, 'inline-follow-up-en');
  await readyToWalk(page);
  const light = await findings(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect([...light, ...(await findings(page, 'dark'))]).toEqual([]);
  await page.locator('.ant-select-item-option', { hasText: 'In progress' }).click();
  await toast(page).getByText(en.ui.inline.saved.replace('{{name}}', name).replace('{{field}}', 'State')).waitFor();
  expect(sent).toEqual([{ version: 1, currentState: 'processing' }]);
  expect(errors).toEqual([]);
});
