/** Desk phones as they are set up, and what the sign-in page says to who is to sign in elsewhere. */
import type { Browser, Page } from 'playwright-core';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword, enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { inspect, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_994), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.deskPhones;

async function enter(extension: string, address: string): Promise<Page> {
  const { page } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${address}`);
  return page;
}
const idOf = async (extension: string): Promise<string> =>
  (await office.sql<{ id: string }>('select id from agents where extension = $1', [extension]))[0]!.id;

test('[A2.9] an administrator sees where an agent’s desk phone came from and what is typed into it, and not its secret', async () => {
  const page = await enter('800', `/users?open=${await idOf('802')}`);
  await page.getByRole('button', { name: zh.users.editor.more, exact: true }).click();
  await page.getByRole('menuitem', { name: words.title, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Yealink SIP-T46U 108.86.0.45').waitFor();
  await dialog.getByText(/192\.168\.10\.63/).waitFor();
  await dialog.getByText(`desk-${await idOf('802')}`, { exact: true }).waitFor();
  await dialog.getByText(words.secretGone, { exact: true }).waitFor();
  await dialog.getByText('MicroSIP', { exact: true }).click();
  await dialog.getByText(words.model.microsip, { exact: true }).waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
});

test('[A2.9] an agent chooses on their own page whether they call on the page or at the desk', async () => {
  const page = await enter('802', '/account');
  const section = page.locator('section', { has: page.locator('#desk-phone-title') });
  const choose = (what: string) => section.locator('.ant-segmented').getByText(what, { exact: true }).click();
  await choose(words.uses.phone);
  await page.locator('.toasts').getByText(words.useSaved.replace('{{what}}', words.uses.phone)).waitFor();
  const isUsed = () => office.sql('select is_used from desk_phones where agent_id = $1', [agentId]);
  const agentId = await idOf('802');
  expect(await isUsed()).toEqual([{ is_used: true }]);
  await choose(words.uses.page);
  await expect.poll(isUsed).toEqual([{ is_used: false }]);
});

test('[A1.2] who signs in by the mobile app alone is told by a browser what to do, and is let in by the installed application', async () => {
  await office.sql("update users set sign_in_method = 'app' where id = $1", [await idOf('807')]);
  const fill = async (page: Page): Promise<void> => {
    await page.goto(office.url);
    await page.locator('input').first().fill('100001807');
    await page.locator('input[type=password]').fill(demoPassword);
    await page.keyboard.press('Enter');
  };
  const { page } = await newAgentPage(browser);
  await fill(page);
  await page.getByText(zh.users.signInRefused.app).waitFor();
  const installed = await newAgentPage(browser);
  // As a telephone shows an application that was installed on it.
  await installed.page.addInitScript(`
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => /display-mode: standalone|pointer: coarse/.test(query) ? { ...real(query), matches: true } : real(query);
  `);
  await fill(installed.page);
  await installed.page.locator('nav.rail').waitFor();
});
