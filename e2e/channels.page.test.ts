/** The channel monitor: what is found, how many lines are in use, that a thousand channels stay quick, and that a call is hung up for a reason. */
import { zh } from '@bahu/web/text/all.ts';
import type { LiveChannel } from '@bahu/contract/realtime.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { playChannels } from './support/live-board.ts';
import { picture } from './support/seat.ts';
import { inspect, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_988), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.channels;
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const callId = (n: number): string => `0199d3a5-1c2e-7b3f-8a4d-${String(n).padStart(12, '0')}`;

/** A call of a customer with an agent: its line, and the phone. */
function callOf(n: number, trunkId: string, change: Partial<LiveChannel> = {}): LiveChannel[] {
  const shared = { callId: callId(n), direction: 'inbound' as const, ownerIds: [], departmentId: null };
  const line: LiveChannel = {
    ...shared,
    legId: `line-${n}`,
    side: 'outside',
    trunkId,
    number: `154****${String(n).padStart(4, '0')}`,
    ownNumber: '400 000 0800',
    agentName: null,
    queueName: '售前咨询',
    stage: 'talking',
    since: ago(60 + n),
    codec: 'alaw',
    mos: 4.2,
    ...change,
  };
  const phone = { number: '802', ownNumber: null, agentName: '林晓雨', trunkId: null, codec: 'opus', mos: 3.4 };
  return [line, { ...line, legId: `phone-${n}`, side: 'agent', ...phone }];
}

async function open(extension: string, channels: (trunkId: string) => LiveChannel[], options: object = {}) {
  const { page, errors } = await newAgentPage(browser, options);
  const [trunk] = await office.sql<{ id: string }>("select id from trunks where name = '模拟运营商'");
  const trunkId = trunk!.id;
  const tell = await playChannels(page, channels(trunkId), [{ trunkId, used: 51, lines: 60, isEnabled: true }]);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}/channels`);
  return { page, errors, tell, trunkId };
}
const rows = (page: Page) => page.locator('.channels-rows .channels-row');

test('[U7] lines and phones are listed with what each does, found by what stands in them, and counted by trunk', async () => {
  const few = (trunkId: string) => [...callOf(42, trunkId), ...callOf(43, trunkId, { stage: 'queued', mos: null })];
  const { page, errors, tell, trunkId } = await open('801', few);
  await rows(page).first().getByText('154****0042').waitFor();
  expect(await rows(page).count()).toBe(4);
  await rows(page).first().getByText('G.711A').waitFor();
  await page.locator('.channels-trunk', { hasText: '模拟运营商' }).getByText('51').waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
  await picture(page, 'channels-zh');

  await page.goto(`${office.url}/channels?search=0043`);
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.goto(`${office.url}/channels?stage=talking&side=outside`);
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.goto(`${office.url}/channels`);
  await page.locator('.channels-trunk').first().click();
  await page.waitForURL(/trunk=/);
  await expect.poll(() => rows(page).count()).toBe(2);
  await page.goto(`${office.url}/channels`);
  await expect.poll(() => rows(page).count()).toBe(4);
  tell(callOf(44, trunkId));
  await rows(page).first().getByText('154****0044').waitFor();
  tell([]);
  await page.getByText(words.calm).waitFor();
  expect(errors).toEqual([]);
});

test('[U7] of a thousand channels those in view alone are drawn', async () => {
  const many = (trunkId: string) => Array.from({ length: 500 }, (_, n) => callOf(n, trunkId)).flat();
  const { page, errors } = await open('801', many);
  await rows(page).first().waitFor();
  expect(await rows(page).count()).toBeLessThan(80);
  await page.locator('.channels-rows').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await rows(page).getByText('154****0499').waitFor();
  expect(errors).toEqual([]);
});

test('[U7] [U1] a call is hung up by whom the permission allows, with a reason; a leader only looks', async () => {
  const one = (trunkId: string) => callOf(42, trunkId);
  const { page, errors } = await open('801', one);
  const asked: object[] = [];
  await page.route('**/api/channels/**/hang-up', async (route) => {
    asked.push(route.request().postDataJSON() as object);
    await route.fulfill({ json: {} });
  });
  await rows(page).first().getByRole('button').click();
  await page.getByRole('dialog').getByText(words.endWhat).waitFor();
  await picture(page, 'channels-end-zh');
  await page.getByRole('dialog').getByRole('textbox').fill('线路占用过久');
  await page.keyboard.press('Enter');
  await page.locator('.toasts').getByText('已挂断').waitFor();
  expect(asked).toEqual([{ reason: '线路占用过久' }]);
  const leader = await open('807', one, { language: 'en-US' });
  await rows(leader.page).first().waitFor();
  expect(await rows(leader.page).getByRole('button').count()).toBe(0);
  await picture(leader.page, 'channels-en');
  expect([errors, leader.errors]).toEqual([[], []]);
});
