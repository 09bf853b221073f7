/** An announcement on its way: published by one, come at once to another, read, and known to be read. */
import type { Browser, Page } from 'playwright-core';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_960), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.announcements;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (page: Page, title: string) => page.locator('main tbody tr', { hasText: title });
const bell = (page: Page, count: number) => button(page, zh.app.todos.replace('{{unread}}', String(count)));

async function enter(extension: string, address: string): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${address}`);
  return { page, errors };
}

/** Fills in the form and publishes to everybody. */
async function publish(page: Page, title: string): Promise<void> {
  await button(page, zh.ui.records.add).click();
  await page.locator('[data-field=title] input').fill(title);
  await page.locator('[data-field=audience] .ant-select').click();
  await page.locator('.ant-select-dropdown').getByText(zh.ui.audience.all, { exact: true }).click();
  await page.keyboard.press('Control+s');
  await row(page, title).waitFor();
}

test('[C8] an announcement comes at once to whom it is for, leads to itself from the bell, and its author sees who has read it', async () => {
  const author = await enter('800', '/announcements');
  const reader = await enter('802', '/customers');
  // What is due to them else is told by other slices, and by the day: birthdays, notes.
  const unread = await reader.page.evaluate<number>(
    "fetch('/api/todos').then((reply) => reply.json()).then(({ unread }) => unread)",
  );
  expect(unread).toBeGreaterThanOrEqual(2);
  await bell(reader.page, unread).waitFor();
  await publish(author.page, '今晚系统维护');
  // Told while it arrives, and counted, without a reload.
  await reader.page.locator('.toasts').getByText('公告便签 · 今晚系统维护').waitFor();
  await bell(reader.page, unread + 1).click();
  await reader.page.getByRole('dialog').getByText('今晚系统维护').click();
  // Who only reads it has it as text, and no form that cannot be filled in.
  await reader.page.locator('.docked article').getByRole('heading', { name: '今晚系统维护' }).waitFor();
  expect(await reader.page.locator('.docked').getByRole('textbox').count()).toBe(0);
  await bell(reader.page, unread).waitFor();
  await row(author.page, '今晚系统维护').click();
  // The author, for whom it is too, is not reminded of it and no reader of it.
  const readers = words.readers.replace('{{count}}', '1').replace('{{names}}', '林晓雨');
  await author.page.locator('.entity-editor').getByText(readers, { exact: true }).waitFor();
  expect(await author.page.locator('.toasts').getByText('今晚系统维护').count()).toBe(0);
  expect([author.errors, reader.errors]).toEqual([[], []]);
});

test('[C8] [U1] an address opens an announcement that the list has not loaded, and says so of one that the reader may not see', async () => {
  const { page, errors } = await enter('802', '/announcements');
  const ids = await office.sql<{ id: string }>("select id from announcements where title = '国庆值班安排'");
  await page.goto(`${office.url}/announcements?search=none&open=${ids[0]!.id}`);
  await page.locator('.docked').getByRole('heading', { name: '国庆值班安排' }).waitFor();
  await office.sql("update announcements set audience = 'people', user_ids = '{}' where id = $1", [ids[0]!.id]);
  await page.reload();
  await page.locator('.docked').getByText(zh.errors['not-found']).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.docked').waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});
