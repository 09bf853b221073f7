/** Two calls of one agent, in real browsers: a colleague calls while they talk with a customer, and they go from one to the other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { browserTone, newAgentPage, playingOf, untilPlaying } from './support/browser.ts';
import { openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone } from './support/phones.ts';
import { portsFrom } from './support/site.ts';
import { hears, loudness, somewhere } from './support/tones.ts';
import { inspect, readyToWalk } from './support/walking.ts';

const ports = portsFrom(26_000);
const floor = await openFloor(ports, { agents: 2, wrapUpSeconds: 0 }, { writesAt: 48_000 });
const { site, phones, browser } = floor;
const contexts: BrowserContext[] = [];
let agent: { page: Page; errors: string[] };
let colleague: { page: Page; errors: string[] };

beforeAll(async () => {
  agent = await agentPage(0, 'zh-CN');
  colleague = await agentPage(1, 'en-US');
});
afterAll(async () => {
  for (const context of contexts) await context.close();
});

async function agentPage(i: number, language: 'zh-CN' | 'en-US'): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await newAgentPage(browser, { language });
  contexts.push(context);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await floor.enter(page, i);
  return { page, errors };
}

const send = async ({ request }: Page, method: 'put' | 'post', path: string, data: object): Promise<void> => {
  const reply = await request[method](`${site.url}/api/desk/${path}`, { data, headers: { origin: site.url } });
  expect(reply.ok()).toBe(true);
};
/** What is measured on a page is its latest connection: from now on the one before. */
const listenToOther = (page: Page): Promise<unknown> => page.evaluate('window.__heard.reverse().length');
const agentSpeaks = (part: Int16Array): boolean => hears(part, browserTone);
const hasMusic = (part: Int16Array): boolean => !agentSpeaks(part) && loudness(part) > -45;

test("[A2.6] a colleague's call rings softly beside the customer's, is answered and left again by keys, and each hears the agent in turn", async () => {
  await send(colleague.page, 'put', 'state', { state: 'away' });
  const caller = await phones.call(site.tenant.did);
  const start = performance.now();
  const now = () => (performance.now() - start) / 1000;
  await agent.page.locator('.ring-answer[aria-busy=false]').waitFor();
  await agent.page.keyboard.press('F2');
  await untilPlaying(agent.page, customerTone);
  const waiting = agent.page.getByRole('region', { name: '另一路来电' });
  await send(colleague.page, 'post', 'calls', { number: site.tenant.agents[0]!.extension });
  await waiting.getByRole('button', { name: '接听' }).and(agent.page.locator(':enabled')).waitFor();
  const ringing = now();
  await readyToWalk(agent.page, '.phone-bar');
  expect(await inspect(agent.page)).toEqual([]);
  await sleep(1500);
  const answered = now();
  await agent.page.keyboard.press('F2');
  await untilPlaying(colleague.page, browserTone);
  const other = agent.page.getByRole('region', { name: '另一路通话在等候' });
  await other.getByRole('button', { name: '切换' }).waitFor();
  expect(await inspect(agent.page)).toEqual([]);
  await untilPlaying(agent.page, browserTone);
  expect(await playingOf(agent.page, [customerTone])).toEqual([]);
  await sleep(1500);
  const back = now();
  await agent.page.keyboard.press('Alt+w');
  await listenToOther(agent.page);
  await untilPlaying(agent.page, customerTone);
  await sleep(1500);
  expect(await playingOf(colleague.page, [browserTone])).toEqual([]);
  await other.getByRole('button', { name: '挂断另一路' }).click();
  await other.waitFor({ state: 'detached' });
  const alone = now();
  await sleep(1500);
  await agent.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls: 2 })).toEqual([]);
  const heard = phones.heard(caller);
  expect(somewhere(heard, ringing, answered, 1, agentSpeaks)).toBe(true);
  expect(somewhere(heard, answered, back, 1, hasMusic)).toBe(true);
  expect(somewhere(heard, answered + 0.7, back, 0.3, agentSpeaks)).toBe(false);
  expect(somewhere(heard, back, alone + 1.5, 1, agentSpeaks)).toBe(true);
  expect([...agent.errors, ...colleague.errors]).toEqual([]);
});
