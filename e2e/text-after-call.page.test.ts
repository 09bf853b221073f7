/** The text after a call, from the agent's setting to the customer's history, in a real browser. */
import { en, zh } from '@bahu/web/text/all.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { endCall } from './support/missed.ts';
import { picture } from './support/seat.ts';
import { findings, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
let customer: { id: string; phone: string; name: string };
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_996), launchBrowser()]);
  [customer] = (await office.sql(
    `select c.id, c.phone, c.name from customers c join agents a on a.id = c.owner_id
     where a.extension = '802' and c.phone like '+8613%' or a.extension = '802' and c.phone like '+8615%' order by c.id limit 1`,
  )) as [typeof customer];
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.deskSettings;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const setting = (page: Page, name: keyof typeof words.names) => page.locator(`[data-setting=${name}]`);
const question = (page: Page) => page.getByRole('region', { name: zh.phone.message.label });
const taken = (minutesAgo = 0.5) =>
  endCall(office, { number: customer.phone, outcome: 'connected', at: '802', isAnswered: true, minutesAgo });

test('[A4.8] an agent writes a text with variables, sees how many messages it is, and is asked after a call without losing the caret', async () => {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '802');
  await page.goto(`${office.url}/desk-settings`);
  await setting(page, 'textAfterCall').getByText(words.textModes.ask, { exact: true }).click();
  const line = page.locator('.message-line').nth(3);
  await line.locator('textarea').fill('，感谢来电');
  await line.locator('textarea').press('Home');
  await line.getByRole('button', { name: words.messages.variables['customer-name'], exact: true }).click();
  expect(await line.locator('textarea').inputValue()).toBe('{{customer.name}}，感谢来电');
  await line.getByText('1 条', { exact: false }).waitFor();
  await page.locator('.message-line').first().locator('textarea').fill('{{customer.salary}}');
  await page.getByText(words.messages.unknown.replace('{{names}}', 'customer.salary')).waitFor();
  await page.locator('.message-line').first().locator('textarea').fill('');
  await picture(page, 'text-settings.zh');
  await button(page, words.save).click();
  await page.locator('.toasts').getByText(words.saved).waitFor();

  await page.goto(`${office.url}/customers/${customer.id}`);
  const note = page.locator('[data-field=content] textarea');
  await note.fill('客户问');
  await taken();
  await question(page).waitFor();
  await page.keyboard.type('发票');
  expect(await note.inputValue()).toBe('客户问发票');
  const text = question(page).locator('textarea');
  expect(await text.inputValue()).toBe(`${customer.name}，感谢来电`);
  await picture(page, 'text-question.zh');
  await readyToWalk(page);
  expect(await findings(page, 'light')).toEqual([]);
  await page.keyboard.press('Alt+x');
  await page.keyboard.type('！');
  await page.keyboard.press('Control+Enter');
  await question(page).waitFor({ state: 'detached' });
  await page.locator('.timeline').getByText(zh.customers.history.messages.waiting).waitFor();
  await page.locator('.timeline').getByText(`${customer.name}，感谢来电！`).waitFor();
  // What was typed there is no note that was saved.
  expect(await note.inputValue()).toBe('客户问发票');
  expect(errors).toEqual([]);
});

test('[A4.8] an agent says no by the keyboard, in English, and the history says that nothing was sent', async () => {
  const { page, errors } = await newAgentPage(browser, { language: 'en-US' });
  await enterBackOffice(page, office.url, '802');
  await page.goto(`${office.url}/customers/${customer.id}`);
  await page.locator('.timeline').waitFor();
  await taken(0.2);
  const asked = page.getByRole('region', { name: en.phone.message.label });
  await asked.waitFor();
  await picture(page, 'text-question.en');
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await asked.waitFor({ state: 'detached' });
  await page.locator('.timeline').getByText(en.customers.history.messages.declined).waitFor();
  expect(errors).toEqual([]);
});
