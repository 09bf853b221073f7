/** A list as a board, in a real browser: cards moved by the mouse, by keys and by their menu, what is refused, and where the view is kept. */
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
  [office, browser] = await Promise.all([startBackOffice(19_900), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const enter = (extension: string, address: string, options?: Parameters<typeof takeSeat>[3]): Promise<Seat> =>
  takeSeat({ browser, office }, extension, address, options);

const stages = zh.customers.stage;
const lane = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const cards = (page: Page, name: string): Locator => lane(page, name).locator('.board-card');
const head = async (page: Page, name: string): Promise<number> =>
  Number(await lane(page, name).locator('.board-head .hint').textContent());
const nameOf = async (card: Locator): Promise<string> => (await card.locator('b').textContent())!;
const toast = (page: Page): Locator => page.locator('.toasts');
const stageOf = async (name: string): Promise<{ stage: string; version: number }> =>
  (
    await office.sql<{ stage: string; version: number }>('select stage, version from customers where name = $1', [name])
  )[0]!;
const hasFocus = (part: Locator): Promise<boolean> => part.evaluate((own) => own.matches(':focus'));

test('[C1] [C6] a list is shown as a board by a field, with what each column has, under an address, within the filters', async () => {
  const { page, errors } = await enter('800', '/customers');
  await page.locator('.list-tools [aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: zh.ui.board.by.replace('{{field}}', zh.audit.fields.stage) }).click();
  await cards(page, stages.lead).first().waitFor();
  expect(new URL(page.url()).searchParams.get('board')).toBe('stage');
  await picture(page, 'board-customers-zh');
  for (const name of [zh.ui.board.none, stages.lead, stages.won]) {
    const code = name === stages.lead ? 'lead' : name === stages.won ? 'won' : '';
    const rows = await office.sql<{ count: string }>('select count(*) from customers where stage = $1', [code]);
    await expect.poll(() => head(page, name)).toBe(Number(rows[0]!.count));
    await expect.poll(() => cards(page, name).count()).toBe(Math.min(50, Number(rows[0]!.count)));
  }
  // Filters of the list are those of the board; a filter by its field leaves the columns that it asks for.
  await page.goto(`${office.url}/customers?board=stage&fields=stage:is:won,lead;grade:is:key`);
  await cards(page, stages.won).first().waitFor();
  expect(await page.locator('.board-lane').count()).toBe(2);
  const rows = await office.sql<{ count: string }>(
    "select count(*) from customers where stage = 'won' and fields ->> 'f1' = '[\"o1\"]'",
  );
  await expect.poll(() => head(page, stages.won)).toBe(Number(rows[0]!.count));
  expect(errors).toEqual([]);
});

test('[C1] a board on which nothing is found says so and clears the filters; a long name leaves its column as wide as the others', async () => {
  const { page, errors } = await enter('800', '/customers?board=stage&search=zzzz');
  const clear = page.locator('.notice').getByRole('button', { name: zh.app.list.clear });
  await clear.waitFor();
  expect(await page.locator('.board-lane').count()).toBe(0);
  await picture(page, 'board-nothing-zh');
  await office.sql(
    "update customers set name = repeat('华东区重点客户', 9) where id = (select id from customers where stage = 'lead' limit 1)",
  );
  await clear.click();
  await cards(page, stages.lead).first().waitFor();
  expect(new URL(page.url()).searchParams.get('board')).toBe('stage');
  const widths = await page
    .locator('.board-lane')
    .evaluateAll((lanes) => lanes.map((own) => own.getBoundingClientRect().width));
  expect(new Set(widths.map(Math.round)).size).toBe(1);
  await picture(page, 'board-long-zh');
  expect(errors).toEqual([]);
});

test('[C1] [U2] a card is dragged to another column: one field with its version is sent, the heads follow, and it is undone', async () => {
  const { page, errors, sent } = await enter('800', '/customers?board=stage');
  const card = cards(page, stages.lead).first();
  const name = await nameOf(card);
  const { version } = await stageOf(name);
  const [from, to] = [await head(page, stages.lead), await head(page, stages.interested)];
  await card.dragTo(lane(page, stages.interested));
  await expect.poll(async () => (await stageOf(name)).stage).toBe('interested');
  expect(sent).toEqual([{ version, stage: 'interested' }]);
  await expect.poll(() => cards(page, stages.interested).filter({ hasText: name }).count()).toBe(1);
  await expect
    .poll(async () => [await head(page, stages.lead), await head(page, stages.interested)])
    .toEqual([from - 1, to + 1]);
  await picture(page, 'board-moved-zh');
  await toast(page).getByRole('button', { name: zh.app.toast.undo }).click();
  await expect.poll(async () => (await stageOf(name)).stage).toBe('lead');
  await expect
    .poll(async () => [await head(page, stages.lead), await head(page, stages.interested)])
    .toEqual([from, to]);
  expect(errors).toEqual([]);
});

test('[C1] [U1] a card is reached by arrow keys, moved by Ctrl and an arrow, keeps the focus, and opens with Enter; its menu moves it as well', async () => {
  const { page, errors } = await enter('800', '/customers?board=stage');
  const first = cards(page, stages.lead).first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  const card = cards(page, stages.lead).nth(1);
  expect(await hasFocus(card)).toBe(true);
  const name = await nameOf(card);
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(async () => (await stageOf(name)).stage).toBe('contacted');
  await toast(page)
    .getByText(zh.ui.board.moved.replace('{{name}}', name).replace('{{to}}', stages.contacted))
    .waitFor();
  const moved = cards(page, stages.contacted).filter({ hasText: name });
  await expect.poll(() => hasFocus(moved)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: stages.won, exact: true }).waitFor();
  await picture(page, 'board-menu-zh');
  await page.getByRole('menuitem', { name: stages.won, exact: true }).click();
  await expect.poll(async () => (await stageOf(name)).stage).toBe('won');
  await expect.poll(() => hasFocus(cards(page, stages.won).filter({ hasText: name }))).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
  expect(errors).toEqual([]);
});

test('[C1] [U2] what the server refuses goes back with the reason, and what others have changed is shown', async () => {
  const { page } = await enter('800', '/customers?board=stage');
  const card = cards(page, stages.lead).first();
  const name = await nameOf(card);
  await office.sql('update customers set version = version + 1, company = $2 where name = $1', [name, '改名公司']);
  await card.focus();
  await page.keyboard.press('Control+ArrowRight');
  await toast(page)
    .getByText(zh.ui.board.refused.replace('{{name}}', name).replace('{{why}}', zh.ui.board.changed))
    .waitFor();
  await picture(page, 'board-refused-zh');
  await expect.poll(() => lane(page, stages.lead).getByText(name).count()).toBe(1);
  expect((await stageOf(name)).stage).toBe('lead');
  await lane(page, stages.lead).getByText('改名公司').waitFor();
});

test('[C1] the board is part of a saved view, which leads back to it', async () => {
  const { page } = await enter('800', '/customers?board=stage');
  await cards(page, stages.lead).first().waitFor();
  await page.getByRole('button', { name: zh.ui.view.saveAs }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('阶段看板');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: zh.ui.view.all, exact: true }).click();
  await page.locator('main tbody tr').first().waitFor();
  expect(new URL(page.url()).searchParams.has('board')).toBe(false);
  await page.getByRole('button', { name: '阶段看板', exact: true }).click();
  await cards(page, stages.lead).first().waitFor();
  // A field that makes no board, or none any more, leaves the list.
  await page.goto(`${office.url}/customers?board=nothing`);
  await page.locator('main tbody tr').first().waitFor();
});

test('[R2] [C1] [U1] follow-ups stand as a board too, in English, in light and dark; a column of many goes on with More', async () => {
  const { page, errors, sent } = await enter('800', '/follow-ups?board=currentState', {
    language: 'en-US',
    width: 1920,
  });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await cards(page, 'Done').first().waitFor();
  await picture(page, 'board-follow-ups-en');
  await readyToWalk(page);
  const light = await findings(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect([...light, ...(await findings(page, 'dark'))]).toEqual([]);
  await picture(page, 'board-follow-ups-dark-en');
  await page.emulateMedia({ colorScheme: 'light' });
  const card = cards(page, 'Open').first();
  await card.dragTo(lane(page, 'In progress'));
  await toast(page).getByRole('button', { name: en.app.toast.undo }).waitFor();
  expect(sent).toEqual([{ version: 1, currentState: 'processing' }]);
  await office.sql(
    `insert into customers (tenant_id, id, name, phone, stage)
     select tenant_id, gen_random_uuid(), 'Many ' || i, '+86154009' || lpad(i::text, 5, '0'), 'lost' from customers, generate_series(1, 120) i
     where id = (select id from customers limit 1)`,
  );
  await page.goto(`${office.url}/customers?board=stage`);
  const lost = en.customers.stage.lost;
  await expect.poll(() => cards(page, lost).count()).toBe(50);
  await lane(page, lost).getByRole('button', { name: en.ui.board.more, exact: true }).click();
  await expect.poll(() => cards(page, lost).count()).toBe(100);
  await picture(page, 'board-customers-en-1920');
  expect(errors).toEqual([]);
});
