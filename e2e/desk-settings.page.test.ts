/** An agent's own settings: keys of their own choice, at once in the whole program; what the company locks is the company's. */
import type { Browser, Page } from 'playwright-core';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_976), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.deskSettings;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const key = (page: Page, name: keyof typeof zh.app.keys) =>
  page.locator('.hot-key').getByLabel(zh.app.keys[name], { exact: true });
const setting = (page: Page, name: keyof typeof words.names) => page.locator(`[data-setting=${name}]`);

async function enter(extension: string, address: string): Promise<Page> {
  const { page } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${address}`);
  return page;
}

test('[A4.1] a key that something else has is refused as it is pressed, one that is free works at once and stands in the help', async () => {
  const page = await enter('802', '/desk-settings');
  await key(page, 'numberBox').press('Alt+h');
  await page.locator('.hot-key').getByText(words.keys.taken.replace('{{action}}', zh.app.keys.hold)).waitFor();
  expect(await button(page, words.save).isDisabled()).toBe(true);
  for (const [pressed, why] of [
    ['F5', words.keys.browser],
    ['Enter', words.keys.dialog],
    ['b', words.keys.writes],
  ] as const) {
    await key(page, 'numberBox').press(pressed);
    await page.locator('.hot-key').getByText(why, { exact: true }).waitFor();
  }
  await key(page, 'numberBox').press('Control+Shift+U');
  await button(page, words.save).click();
  await page.locator('.toasts').getByText(words.saved).waitFor();
  await page.locator('h2').first().click();
  await page.keyboard.press('Control+Shift+U');
  await page.locator('.number-box input:focus').waitFor();
  await page.locator('h2').first().click();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Ctrl+Shift+U', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  await setting(page, 'hotKeys').getByRole('button', { name: words.restore }).click();
  await button(page, words.save).click();
  await page.locator('.desk-settings-foot button:disabled').nth(1).waitFor();
  expect(await key(page, 'numberBox').inputValue()).toBe('Alt+B');
});

test('[A4] what the company locks has its value for everybody at once, says why, and is the agent’s again when it is not locked', async () => {
  const administrator = await enter('800', '/desk-rules');
  const agent = await enter('803', '/desk-settings');
  const pops = (page: Page) => setting(page, 'popsInbound').getByRole('switch');
  await pops(administrator).click();
  await setting(administrator, 'popsInbound').getByRole('checkbox').check();
  await button(administrator, words.save).click();
  await setting(agent, 'popsInbound').getByText(words.locked).waitFor();
  expect([await pops(agent).isDisabled(), await pops(agent).isChecked()]).toEqual([true, false]);
  await button(administrator, words.restoreAll).click();
  await button(administrator, words.save).click();
  await setting(agent, 'popsInbound').getByText(words.hints.popsInbound).waitFor();
  expect([await pops(agent).isDisabled(), await pops(agent).isChecked()]).toEqual([false, true]);
});

test('[A1.2] [A2.1] what the browser offers of this device is set up there: installing under the company’s name, links to numbers, a headset', async () => {
  const page = await enter('802', '/desk-settings');
  const { device } = words;
  await button(page, device.linksTake).waitFor();
  expect(await button(page, device.install).count()).toBe(0);
  await page.evaluate(
    `dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: async () => { window.__asked = true; } }))`,
  );
  await button(page, device.install).click();
  await button(page, device.install).waitFor({ state: 'detached' });
  expect(await page.evaluate('window.__asked')).toBe(true);
  await page.evaluate(`navigator.registerProtocolHandler = (...given) => { window.__links = given; }`);
  await button(page, device.linksTake).click();
  expect(await page.evaluate('window.__links')).toEqual(['tel', `${office.url}/?dial=%s`]);
  const manifest = await page.evaluate<{ name: string; icons: { src: string; sizes: string }[] }>(
    `fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())`,
  );
  expect(manifest).toMatchObject({
    name: '八百呼',
    start_url: '/',
    protocol_handlers: [{ protocol: 'tel', url: '/?dial=%s' }],
  });
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(
      `new Promise((done, fail) => { const icon = new Image(); icon.onload = () => done(icon.width + 'x' + icon.height); icon.onerror = fail; icon.src = '${src}'; })`,
    );
    expect(size, src).toBe(sizes);
  }
});
