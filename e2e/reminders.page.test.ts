/** A next reminder on its way: agreed in a follow-up, listed for today, said at its minute, put off, and settled. */
import type { Browser, Page } from 'playwright-core';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_964), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.todos;
const dueTab = (page: Page) => page.getByRole('tab', { name: words.today });
const line = (page: Page, text: string) => page.locator('.due-line', { hasText: text });
const notice = (page: Page, text: string) => page.locator('.toast', { hasText: text });
const later = zh.app.postpone;

/** Has the reminder of the latest follow-up with this text become due in some seconds. */
const dueIn = (text: string, seconds: number) =>
  office.sql(`update follow_ups set remind_at = now() + make_interval(secs => $2) where content = $1`, [text, seconds]);

test('[C8] [A2.3] a reminder stands in the list of today, is said at its minute without a reload, is put off, and can be done with', async () => {
  // The list is of one day, and the demo's reminders of the next five hours.
  const { page, errors } = await newAgentPage(browser, { isNoon: true });
  await enterBackOffice(page, office.url, '802');
  await dueTab(page).click();
  await page.locator('.due-line a').nth(1).click();
  const text = '下午确认合同金额';
  await page.locator('[data-field=content] textarea').fill(text);
  await page.getByRole('button', { name: zh.customers.followUp.in30, exact: true }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText(zh.customers.followUp.savedRemind.split('{{')[0]!).first().waitFor();
  await dueIn(text, 8);
  await page.goto(office.url);
  await expect.poll(() => page.title()).toMatch(/^工作台 · /);
  await dueTab(page).click();
  await line(page, text).waitFor();
  expect(await line(page, text).getByText(words.overdue).count()).toBe(0);

  await notice(page, text).waitFor();
  await line(page, text).getByText(words.overdue).waitFor();
  await notice(page, text).getByRole('button', { name: later }).click();
  await line(page, text).getByText(words.overdue).waitFor({ state: 'detached' });
  await line(page, text).getByRole('button', { name: words.settle }).click();
  await line(page, text).waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});
