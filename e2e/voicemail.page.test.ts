/** The box of an agent: what nobody has heard is counted in the menu, is played, noted, given to a colleague, deleted and brought back; a greeting is made and saved. */
import { sine } from '@bahu/asterisk/tone.ts';
import { wavHeader } from '@bahu/server/slices/work/recordings/index.ts';
import { zh } from '@bahu/web/text/all.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_974), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const words = zh.voicemails;
/** Of the demo company: in the box of 802, which nobody has heard. */
const row = (page: Page) => page.locator('main tbody tr', { hasText: '4417' });
const badge = (page: Page) => page.locator('.rail .panel-count');
const docked = (page: Page) => page.locator('.docked');
const notice = (page: Page, text: string) => page.locator('.toast', { hasText: text });

test('[A4.7] an agent hears a message, which leaves the count; notes it, deletes it, brings it back and gives it to a colleague', async () => {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '802');
  await page.goto(`${office.url}/voicemails`);
  await badge(page).getByText('1').waitFor();
  await row(page).getByText(words.states.unheard).click();
  await docked(page).getByRole('button', { name: words.callBack }).waitFor();
  await docked(page).getByRole('button', { name: zh.ui.recording.play }).click();
  await docked(page).getByText(words.heardBy.replace('{{name}}', '林晓雨')).waitFor();
  await badge(page).waitFor({ state: 'detached' });
  await docked(page).getByLabel(words.note).fill('要资料');
  await docked(page).getByRole('button', { name: words.saveNote }).click();
  await notice(page, words.noteSaved).waitFor();
  await docked(page).getByRole('button', { name: words.delete }).click();
  await row(page).waitFor({ state: 'detached' });
  await notice(page, words.deleted_one.replace('{{count}}', '1'))
    .getByRole('button', { name: zh.app.toast.undo })
    .click();
  await row(page).getByText(words.states.heard.replace('{{name}}', '林晓雨')).click();
  await expect.poll(() => docked(page).getByLabel(words.note).inputValue()).toBe('要资料');
  await docked(page).getByRole('combobox').click();
  await page.keyboard.type('803');
  await expect.poll(() => page.getByRole('option').filter({ hasNotText: '803' }).count()).toBe(0);
  await page.getByRole('option').filter({ hasText: '803' }).click();
  await docked(page).getByRole('button', { name: words.forward }).click();
  await row(page).waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

test('[A4.7] an agent chooses a file as their greeting, must listen to it before it is saved, and goes back to the standard one', async () => {
  const { page, errors } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '803');
  await page.goto(`${office.url}/voicemails`);
  await page.getByRole('button', { name: zh.ui.recording.greeting }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(zh.greetings.standard).waitFor();
  const sound = Buffer.concat([1, 2].map(() => Buffer.from(new Uint8Array(sine(440).buffer))));
  const choose = (name: string, buffer: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'audio/wav', buffer });
  await choose('no-sound.mp3', Buffer.from('nothing that can be played'));
  await notice(page, zh.errors['greeting.unreadable']).waitFor();
  await choose('greeting.wav', Buffer.concat([wavHeader(1, 8000, sound.length), sound]));
  await dialog.getByText(zh.greetings.listenFirst).waitFor();
  const save = dialog.getByRole('button', { name: zh.greetings.save });
  expect(await save.isDisabled()).toBe(true);
  await dialog.locator('audio').evaluate((audio: { play: () => Promise<void> }) => audio.play());
  await save.click();
  await notice(page, zh.greetings.saved).waitFor();
  await page.getByRole('button', { name: zh.ui.recording.greeting }).click();
  await dialog.getByText(zh.greetings.own.replace('{{length}}', '00:02')).waitFor();
  await dialog.getByRole('button', { name: zh.greetings.restore }).click();
  await page.getByRole('button', { name: zh.ui.recording.greeting }).click();
  await dialog.getByText(zh.greetings.standard).waitFor();
  expect(errors).toEqual([]);
});
