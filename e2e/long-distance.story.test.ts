/** The 0 of long distance: asked on the desk before a call is placed, and given to the line. */
import { expect, test } from 'vitest';
import { en } from '@bahu/web/text/all.ts';
import { newAgentPage } from './support/browser.ts';
import { eventually } from './support/crowd.ts';
import { openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { portsFrom } from './support/site.ts';
import { inspect, readyToWalk, wordsOn } from './support/walking.ts';
import { chineseData, notEnglish } from './support/words.ts';

const ports = portsFrom(18_000);
const floor = await openFloor(ports, { agents: 1, wrapUpSeconds: 1 });
const { site, phones, browser } = floor;

test('[A4.3] before a mobile of elsewhere is dialled the agent is asked, answers by a key, and is asked again for the next call', async () => {
  const { page, errors } = await newAgentPage(browser, { language: 'en-US' });
  await floor.enter(page);
  const { zero } = en.phone;
  const own = { longDistance: 'ask' };
  const set = await page.request.put(`${site.url}/api/desk-settings`, {
    data: { version: 0, own },
    headers: { origin: site.url },
  });
  expect(set.status()).toBe(200);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await readyToWalk(page, '.phone-bar');
  const box = page.getByLabel(en.phone.number.label, { exact: true });
  const dialog = page.getByRole('dialog', { name: zero.title });
  const dial = async (): Promise<void> => {
    await box.fill('13900000001');
    await box.press('Enter');
    await dialog.waitFor();
  };
  await dial();
  await dialog.getByText('Urumqi', { exact: false }).waitFor();
  expect([...notEnglish(await wordsOn(page), await chineseData(site.sql)), ...(await inspect(page))]).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  for (const key of ['0', '1'] as const) {
    await dial();
    await page.keyboard.press(key);
    await eventually('the line is dialled', async () =>
      (await phones.channels()).some(({ accountcode }) => accountcode === `${key === '0' ? '0' : ''}13900000001`),
    );
    await page.keyboard.press('F4');
    await eventually('the call is over', async () => (await phones.channels()).length === 0);
  }
  expect(await closeLedger(site, { calls: 2 })).toEqual([]);
  expect(errors).toEqual([]);
});
