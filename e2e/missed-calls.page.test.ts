/** A caller whom nobody served: told at once to the agent at whom it rang, called back or done from the list, and gone when they are reached. */
import type { Browser, Page } from 'playwright-core';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { endCall } from './support/missed.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_968), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.missedCalls;
const number = '+8615400007716';
const row = (page: Page) => page.locator('main tbody tr', { hasText: /7716/ });
const notice = (page: Page, text: string | RegExp) => page.locator('.toast', { hasText: text });

test('[C8] a missed call is told at once, stands in the list, is done and taken back, and leaves it when the caller is reached', async () => {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '802');
  await page.goto(`${office.url}/missed-calls`);
  // Of the demo company's last hours.
  await page.locator('main tbody tr', { hasText: '9913' }).getByText(words.states.open).waitFor();
  await endCall(office, { number, outcome: 'abandoned-queue', at: '802', queue: '901' });
  await notice(page, /7716/).getByRole('button', { name: zh.app.callNow }).waitFor();
  await notice(page, /7716/).getByText(words.what).waitFor();

  await page.goto(`${office.url}/missed-calls`);
  await row(page).getByRole('button', { name: words.close }).click();
  await row(page).getByText(words.doneBy.replace('{{name}}', '林晓雨')).waitFor();
  await notice(page, words.closed.replace('{{count}}', '1')).getByRole('button', { name: zh.app.toast.undo }).click();
  await row(page).getByText(words.states.open).click();
  await page.locator('.docked').getByRole('button', { name: words.callBack }).waitFor();
  await page.keyboard.press('Escape');

  await endCall(office, { number, outcome: 'connected', direction: 'outbound', isAnswered: true });
  await page.goto(`${office.url}/missed-calls?closed=true`);
  await row(page).getByText(words.reached).waitFor();
  expect(errors).toEqual([]);
});
