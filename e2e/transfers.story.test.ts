/** Agents in real browsers and at a desk phone, a customer on a real line: who hears whom in a consultation, a transfer, a conference and supervision. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { AgentClient } from './support/agent-client.ts';
import { browserTone, enter, newAgentPage, playingOf, signIn, untilPlaying } from './support/browser.ts';
import { openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone } from './support/phones.ts';
import { callUp, deskChannel, deskTone, sitAtDesk, tones, tonesAt } from './support/mixed-call.ts';
import { portsFrom } from './support/site.ts';
import { hears, loudness, somewhere } from './support/tones.ts';
import { inspect, readyToWalk } from './support/walking.ts';

const ports = portsFrom(28_000);
const floor = await openFloor(ports, { agents: 3, wrapUpSeconds: 0 }, { writesAt: 48_000 });
const { site, phones, browser } = floor;
const contexts: BrowserContext[] = [];
let first: { page: Page; errors: string[] };
let second: { page: Page; errors: string[] };
/** The third agent. */
let atDesk: AgentClient;
let calls = 0;

beforeAll(async () => {
  first = await agentPage(0);
  second = await agentPage(1);
  atDesk = await sitAtDesk(site, phones, 2);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    for (const [i, context] of contexts.entries()) {
      await context
        .pages()[0]
        ?.screenshot({
          path: `test-results/transfers-${task.name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40)}-${i}.png`,
        })
        .catch(() => undefined);
    }
  }
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
});
afterAll(async () => {
  atDesk?.close();
  for (const context of contexts) await context.close();
});

async function agentPage(i: number, open = signIn): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await newAgentPage(browser);
  contexts.push(context);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await floor.enter(page, i, open);
  return { page, errors };
}

const bar = (page: Page, word: string): Promise<void> =>
  page.locator('header').getByText(word, { exact: true }).first().waitFor();
const rings = (page: Page): Promise<void> => page.locator('.ring-answer[aria-busy=false]').waitFor();

/** Calls come to the first agent while the second one is away. */
async function choose({ request }: Page, state: 'ready' | 'away'): Promise<void> {
  const reply = await request.put(`${site.url}/api/desk/state`, { data: { state }, headers: { origin: site.url } });
  expect(reply.ok()).toBe(true);
}

/** A customer whom the agent of this page has answered; what they have heard since, in seconds. */
async function answered(page: Page): Promise<{ caller: string; now: () => number }> {
  calls++;
  const caller = await phones.call(site.tenant.did);
  const start = performance.now();
  await rings(page);
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  return { caller, now: () => (performance.now() - start) / 1000 };
}

const agentSpeaks = (part: Int16Array): boolean => hears(part, browserTone);
const hasMusic = (part: Int16Array): boolean => !agentSpeaks(part) && loudness(part) > -45;

test('[A2.5] a colleague is consulted while the customer hears music, and gets the call by one key', async () => {
  await choose(second.page, 'away');
  const { caller, now } = await answered(first.page);
  await choose(second.page, 'ready');
  await readyToWalk(first.page, '.phone-bar');
  const panel = first.page.getByRole('dialog', { name: '转接' });
  await first.page.keyboard.press('Alt+t');
  await panel.getByText('坐席401').waitFor();
  await first.page.keyboard.type(site.tenant.agents[1]!.extension);
  await first.page.keyboard.press('Enter');
  await rings(second.page);
  await panel.getByText(/^正在呼叫坐席401/).waitFor();
  await second.page.keyboard.press('F2');
  await bar(first.page, '咨询中');
  await panel.getByText(/你和坐席401互相能听见/).waitFor();
  await untilPlaying(first.page, browserTone);
  await untilPlaying(second.page, browserTone);
  const consulting = now();
  expect(await inspect(first.page)).toEqual([]);
  await sleep(1500);
  const complete = now();
  await first.page.keyboard.press('Alt+Enter');
  await untilPlaying(second.page, customerTone);
  await bar(first.page, '在线');
  await panel.waitFor({ state: 'detached' });
  const together = now();
  await sleep(1500);
  await second.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  const heard = phones.heard(caller);
  expect(somewhere(heard, consulting - 1, complete, 1, hasMusic)).toBe(true);
  expect(somewhere(heard, together - 1, together + 2, 0.8, agentSpeaks)).toBe(true);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('[U6] a supervisor listens unheard, whispers to the agent alone, speaks to both, and leaves', async () => {
  await choose(second.page, 'away');
  const { caller, now } = await answered(first.page);
  await first.page.keyboard.press('Alt+m');
  await second.page.locator('nav.rail').getByText('工作台').click();
  await readyToWalk(second.page, '.phone-bar');
  const choices = second.page.getByRole('dialog', { name: '监听和指导坐席400' });
  /** Looking at what is open closes it. */
  const open = async () => {
    if (!(await choices.isVisible())) await second.page.getByRole('button', { name: '监听和指导坐席400' }).click();
    await choices.getByRole('button', { name: '监听' }).waitFor();
  };
  await open();
  expect(await inspect(second.page)).toEqual([]);
  await open();
  await choices.getByRole('button', { name: '强切' }).click();
  await second.page.getByText('强切坐席400的通话').waitFor();
  expect(await inspect(second.page)).toEqual([]);
  await open();
  await choices.getByRole('button', { name: '监听' }).click();
  await bar(second.page, '双方都听不到你');
  await untilPlaying(second.page, customerTone);
  const mode = (name: string) =>
    second.page.getByRole('toolbar', { name: '监听控制' }).getByRole('button', { name, exact: true });
  const listening = now();
  await sleep(1500);
  await mode('指导').click();
  await untilPlaying(first.page, browserTone);
  await sleep(1500);
  const barge = now();
  await mode('三方').click();
  await bar(second.page, '双方都听得到你');
  await sleep(2000);
  await mode('退出').click();
  await bar(second.page, '离开');
  await untilPlaying(first.page, customerTone);
  await first.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  const heard = phones.heard(caller);
  expect(somewhere(heard, listening, barge, 0.3, agentSpeaks)).toBe(false);
  expect(somewhere(heard, barge, barge + 2.5, 0.5, agentSpeaks)).toBe(true);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('[U6] a leader sees on the board who talks with whom, and listens from the card by one key', async () => {
  await choose(second.page, 'away');
  const { caller } = await answered(first.page);
  await second.page.locator('nav.rail').getByText('坐席监控').click();
  const card = second.page.locator('.monitor-card', { hasText: '坐席400' });
  await card.getByText('通话中').waitFor();
  await card.getByText('呼入 · 售后支持').waitFor();
  await card.focus();
  await second.page.keyboard.press('l');
  await untilPlaying(second.page, customerTone);
  const panel = second.page.getByRole('region', { name: '正在监听' });
  await panel.getByRole('button', { name: '监听', pressed: true }).waitFor();
  await second.page.getByRole('toolbar', { name: '监听控制' }).getByRole('button', { name: '退出' }).click();
  await panel.waitFor({ state: 'detached' });
  await phones.hangUp(caller);
  await bar(first.page, '在线');
  await second.page.locator('.monitor-tile', { hasText: '售后支持' }).getByText('100%').waitFor();
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
  await second.page.locator('nav.rail').getByText('工作台').click();
});

test('[A2.5] a call that rings at a colleague is picked up from the list, and answers by itself', async () => {
  await choose(second.page, 'away');
  await second.page.locator('nav.rail').getByText('工作台').click();
  calls++;
  await phones.call(site.tenant.did);
  await rings(first.page);
  await second.page.getByRole('button', { name: '代答坐席400的来电' }).click();
  await untilPlaying(second.page, customerTone);
  await bar(second.page, '通话中');
  await bar(first.page, '在线');
  await second.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

/** What the agent of a page does in the call that is up, or with an agent, as its buttons do. */
async function act({ request }: Page, method: 'POST' | 'PUT', path: string, data?: unknown): Promise<void> {
  const reply = await request.fetch(`${site.url}/api${path}`, { method, headers: { origin: site.url }, data });
  expect([path, reply.status()]).toEqual([path, 200]);
}
/** Waits until each of them hears these tones and no others. */
const heard = async (
  caller: string,
  customer: number[],
  desk: number[],
  page: number[],
  supervisor?: number[],
): Promise<void> => {
  const own = await deskChannel(phones);
  await expect
    .poll(
      async () => ({
        customer: tonesAt(phones, caller),
        desk: tonesAt(phones, own),
        page: await playingOf(first.page, tones),
        ...(supervisor && { supervisor: await playingOf(second.page, tones) }),
      }),
      { interval: 100 },
    )
    .toEqual({ customer, desk, page, ...(supervisor && { supervisor }) });
};

/** The first agent, in the browser, consults the one at the desk phone. */
async function consulting(): Promise<string> {
  await choose(second.page, 'away');
  const { caller } = await answered(first.page);
  await atDesk.request('PUT', '/desk/state', { state: 'ready' });
  await act(first.page, 'POST', `/desk/calls/${await callUp(site)}/consult`, { agentId: site.tenant.agents[2]!.id });
  await atDesk.until((desk) => desk.call?.phase === 'talking');
  await atDesk.request('PUT', '/desk/state', { state: 'away' });
  return caller;
}

test('[A2.5] [U6] a browser, a desk phone and a customer hear each other as their desks say, and a supervisor in a browser all of them', async () => {
  const caller = await consulting();
  await heard(caller, [], [browserTone], [deskTone]);
  await act(first.page, 'POST', `/desk/calls/${await callUp(site)}/merge`);
  await heard(caller, [deskTone, browserTone], [customerTone, browserTone], [customerTone, deskTone]);
  await act(second.page, 'PUT', `/monitor/agents/${site.tenant.agents[0]!.id}/listen`);
  await heard(caller, [deskTone, browserTone], [customerTone, browserTone], [customerTone, deskTone], tones);
  await first.page.keyboard.press('Alt+Enter');
  await expect
    .poll(async () => [tonesAt(phones, caller), tonesAt(phones, await deskChannel(phones))])
    .toEqual([[deskTone], [customerTone]]);
  await phones.hangUp(caller);
  await bar(first.page, '在线');
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('[A2.10] the page is closed while its agent consults: both others hear music until it is open again, and the customer is not lost', async () => {
  const caller = await consulting();
  await heard(caller, [], [browserTone], [deskTone]);
  await first.page.context().close();
  await expect.poll(async () => tonesAt(phones, await deskChannel(phones))).toEqual([]);
  await expect.poll(async () => loudness(phones.heard(await deskChannel(phones)).subarray(-8000))).toBeGreaterThan(-45);
  first = await agentPage(0, enter);
  await heard(caller, [], [browserTone], [deskTone]);
  await act(first.page, 'POST', `/desk/calls/${await callUp(site)}/merge`);
  await heard(caller, [deskTone, browserTone], [customerTone, browserTone], [customerTone, deskTone]);
  await phones.hangUp(caller);
  await first.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect(first.errors).toEqual([]);
});
