/** Parking in real browsers: by a key, seen by everybody on their desk and in the bar, fetched by a click and by dialling the number. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { newAgentPage, untilPlaying } from './support/browser.ts';
import { openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone } from './support/phones.ts';
import { portsFrom } from './support/site.ts';
import { inspect, readyToWalk } from './support/walking.ts';

const ports = portsFrom(22_000);
const floor = await openFloor(ports, { agents: 2, wrapUpSeconds: 0 }, { writesAt: 48_000 });
const { site, phones, browser } = floor;
const contexts: BrowserContext[] = [];
let first: Page;
let second: Page;
let calls = 0;

beforeAll(async () => {
  first = await agentPage(0, { language: 'zh-CN', width: 1280, height: 720 });
  second = await agentPage(1, { language: 'en-US', width: 1920, height: 1080 });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    for (const [i, page] of [first, second].entries())
      await page.screenshot({ path: `test-results/parking-${i}.png` }).catch(() => undefined);
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
});
afterAll(async () => {
  for (const context of contexts) await context.close();
});

async function agentPage(i: number, options: Parameters<typeof newAgentPage>[1]): Promise<Page> {
  const { context, page } = await newAgentPage(browser, options);
  contexts.push(context);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await floor.enter(page, i);
  await readyToWalk(page);
  return page;
}
/** Takes the picture where somebody wants to look at it. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
/** A caller whom the agent of this page has answered. */
async function answered(page: Page): Promise<void> {
  calls++;
  await phones.call(site.tenant.did);
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
}
const choose = async ({ request }: Page, state: 'ready' | 'away'): Promise<void> => {
  const reply = await request.put(`${site.url}/api/desk/state`, { data: { state }, headers: { origin: site.url } });
  expect(reply.ok()).toBe(true);
};

test('[A2.5] a call is parked from the panel, shown to both with its number, and fetched by a click', async () => {
  await choose(second, 'away');
  await answered(first);
  await first.keyboard.press('Alt+t');
  const panel = first.getByRole('dialog', { name: '转接' });
  const button = panel.getByRole('button', { name: /^驻留/ });
  await button.waitFor();
  await picture(first, 'parking-panel-zh-1280');
  await button.click();
  await first.getByText('已驻留在 7001').waitFor();
  const chip = second.getByRole('button', { name: 'Parked calls: 1' });
  await chip.click();
  const list = second.getByRole('dialog', { name: 'Parked calls' });
  await list.getByText('7001', { exact: true }).waitFor();
  await list.getByText(/^Parked by 坐席400/).waitFor();
  await picture(second, 'parking-list-en-1920');
  expect(await inspect(second)).toEqual([]);
  await chip.click();
  await list.getByRole('button', { name: /^Fetch .* from 7001$/ }).click();
  await untilPlaying(second, customerTone);
  await chip.waitFor({ state: 'detached' });
  await second.keyboard.press('F4');
  await second.locator('.call-controls').waitFor({ state: 'detached' });
});

test('[A2.5] one who parked by the key sees the call on their desk and fetches it by dialling its number', async () => {
  await choose(second, 'away');
  await answered(first);
  await first.keyboard.press('Alt+p');
  await first.goto(site.url);
  const card = first.getByRole('region', { name: '驻留中的通话' });
  await card.getByText('我驻留的').waitFor();
  await picture(first, 'parking-card-zh-1280');
  await second.goto(site.url);
  await second.getByRole('region', { name: 'Parked calls' }).waitFor();
  await picture(second, 'parking-card-en-1920');
  const box = first.getByLabel('号码', { exact: false }).first();
  await box.fill('7001');
  await box.press('Enter');
  await untilPlaying(first, customerTone);
  await first.keyboard.press('F4');
  await first.locator('.call-controls').waitFor({ state: 'detached' });
  expect(await closeLedger(site, { calls })).toEqual([]);
});
