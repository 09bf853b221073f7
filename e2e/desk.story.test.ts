import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import type { Codec } from '@bahu/domain/agents/codecs.ts';
import { en } from '@bahu/web/text/all.ts';
import { browserTone, codecsOf, newAgentPage, untilPlaying } from './support/browser.ts';
import { eventually } from './support/crowd.ts';
import { addCaller, openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone } from './support/phones.ts';
import { portsFrom } from './support/site.ts';
import { between, channelOf, hears, longestSilence, loudness, somewhere } from './support/tones.ts';
import { inspect, readyToWalk, wordsOn } from './support/walking.ts';
import { chineseData, notEnglish } from './support/words.ts';

const ports = portsFrom(14_000);
const floor = await openFloor(ports, { agents: 2, wrapUpSeconds: 1 });
const { site, phones, browser } = floor;
let contexts: BrowserContext[] = [];
let calls = 0;

beforeAll(async () => {
  await addCaller(site, '深圳云岸办公用品');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(task.name);
  for (const context of contexts) await context.close();
  contexts = [];
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
});

/** What the screens showed when a story failed. */
async function picture(name: string): Promise<void> {
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/server.log', site.log());
  writeFileSync('test-results/asterisk.log', await site.asteriskLog());
  for (const [i, context] of contexts.entries()) {
    const [page] = context.pages();
    await page
      ?.screenshot({ path: `test-results/${name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}-${i}.png` })
      .catch(() => undefined);
  }
}

async function agentPage(i: number, language: 'zh-CN' | 'en-US' = 'zh-CN'): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await newAgentPage(browser, { language });
  contexts.push(context);
  await floor.enter(page, i);
  return { page, errors };
}

const fieldValues = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('main input')].map((field) => field.value)`);
const bar = (page: Page, word: string): Promise<void> =>
  page.locator('header').getByText(word, { exact: true }).first().waitFor();

test('[A2.1] [A2.3] [A2.6] [C2] [R1] an inbound call rings, pops its customer, is heard both ways, held, taken back, ended, followed up, and found with its recording', async () => {
  const { page, errors } = await agentPage(0);
  calls++;
  const caller = await phones.call(site.tenant.did);
  const start = performance.now();
  const now = (): number => (performance.now() - start) / 1000;
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.locator('header').getByText('陈志远').waitFor();
  await page.keyboard.press('F2');
  await bar(page, '通话中');
  await untilPlaying(page, customerTone);
  const answered = now();
  expect(await codecsOf(page)).toEqual(['audio/PCMA', 'audio/PCMA']);
  await eventually('the customer stands in the form', async () =>
    (await fieldValues(page)).includes('深圳云岸办公用品'),
  );
  await sleep(2000);
  await page.keyboard.press('Alt+h');
  await bar(page, '保持中');
  const held = now();
  await sleep(2200);
  await page.keyboard.press('Alt+h');
  await bar(page, '通话中');
  const back = now();
  await untilPlaying(page, customerTone);
  await sleep(2200);
  await page.keyboard.press('F4');
  await page.getByPlaceholder(/客户说了什么/).fill('客户来电确认收货地址，约定明天送达。');
  await page.keyboard.press('Control+Enter');
  await eventually(
    'the follow-up is kept',
    async () => (await site.sql('select 1 from follow_ups where content like $1', ['%收货地址%'])).length === 1,
  );
  const heard = phones.heard(caller);
  const speaks = (part: Int16Array): boolean => hears(part, browserTone);
  const hasMusic = (part: Int16Array): boolean => !speaks(part) && loudness(part) > -45;
  expect(somewhere(heard, answered - 1, held, 0.8, speaks)).toBe(true);
  expect(somewhere(heard, held - 1, back, 1.2, hasMusic)).toBe(true);
  expect(somewhere(heard, back - 1, back + 4, 0.8, speaks)).toBe(true);
  expect(await closeLedger(site, { calls })).toEqual([]);
  await page
    .getByRole('link', { name: '通话详单' })
    .or(page.getByRole('button', { name: '通话详单' }))
    .first()
    .click();
  await page
    .locator('main tbody tr')
    .filter({ hasText: '陈志远' })
    .first()
    .click({ position: { x: 30, y: 12 } });
  await page.getByText('经过路由').waitFor();
  await page.getByRole('slider').first().waitFor();
  await page.getByRole('button', { name: '播放' }).first().click();
  await page.getByRole('button', { name: '暂停' }).first().waitFor();
  expect(errors).toEqual([]);
});

test('[A1.1] [A2.1] [A2.3] the phone bar at its states of a call passes axe in light and dark, is reached by Tab, is left alone by Escape, and is in English', async () => {
  const { page, errors } = await agentPage(0, 'en-US');
  const { state } = en.phone;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await readyToWalk(page, '.phone-bar');
  const data = await chineseData(site.sql);
  const found: Record<string, string[]> = {};
  const look = async (name: string): Promise<void> => {
    const list = [...notEnglish(await wordsOn(page), data), ...(await inspect(page))];
    if (list.length > 0) found[name] = list;
  };
  await page.locator('.state-pill').click();
  await page.locator('.state-choice').first().waitFor();
  await look('choice of states');
  calls++;
  await phones.call(site.tenant.did);
  await page.getByRole('button', { name: /Answer/ }).waitFor();
  await look('ringing');
  await page.keyboard.press('F2');
  await bar(page, state.talking);
  await look('talking');
  await page.locator('.control-pad').click();
  await page.locator('.ant-popover:not(.ant-popover-hidden)').getByRole('button', { name: '9' }).waitFor();
  await look('keypad');
  await page.keyboard.press('Alt+h');
  await bar(page, state.held);
  await look('held');
  await page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect([found, errors]).toEqual([{}, []]);
});

test('[A2.2] [A2.3] [C2] a number is typed and called: early media is heard, then both hear each other; a customer called by name is busy, which the note keeps when the call has left the bar', async () => {
  const { page, errors } = await agentPage(0);
  calls++;
  const box = page.getByRole('combobox', { name: '号码', exact: true });
  await box.fill('139 0000 0005');
  await page.keyboard.press('Enter');
  await untilPlaying(page, 500);
  await bar(page, '通话中');
  await untilPlaying(page, 1000);
  await sleep(1500);
  const own = (await phones.channels()).find(({ dialplan }) => dialplan?.exten === '5')!;
  expect(own).toBeDefined();
  await page.keyboard.press('F4');
  await box.focus();
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe('139 0000 0005');
  await box.fill('没有这个人');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('没有找到').waitFor();
  calls++;
  await box.fill('陈志远');
  await page.getByRole('option', { selected: true }).waitFor();
  await page.keyboard.press('Enter');
  const state = page.locator('main .ant-select', { has: page.getByLabel('通话状态') });
  await state.getByText('用户忙').waitFor();
  await page.locator('.ready-line').waitFor();
  await sleep(500);
  expect(await state.getByText('用户忙').isVisible()).toBe(true);
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect(errors).toEqual([]);
});

/** In the page: clicks what stands where the answer button was, as soon as it does. */
const secondClick = `new MutationObserver((_changes, observer) => {
  const mute = document.querySelector('.control-mute');
  if (!mute) return;
  observer.disconnect();
  mute.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
}).observe(document.body, { childList: true, subtree: true })`;

test('[A2.2] without a network a call fails at once and is never placed later; then one agent calls another by name, whose second click mutes nobody', async () => {
  const [first, second] = [await agentPage(0), await agentPage(1)];
  const box = first.page.getByRole('combobox', { name: '号码', exact: true });
  await first.page.context().setOffline(true);
  await box.fill('139 0000 0005');
  await first.page.keyboard.press('Enter');
  await first.page
    .getByText(/连接不上服务器/)
    .first()
    .waitFor();
  await first.page.context().setOffline(false);
  calls++;
  await box.fill(site.tenant.agents[1]!.name);
  await first.page.getByRole('option', { selected: true }).waitFor();
  await first.page.keyboard.press('Enter');
  await second.page.locator('.ring-answer[aria-busy=false]').waitFor();
  await second.page.evaluate(secondClick);
  await second.page.locator('.ring-answer').click();
  await untilPlaying(second.page, browserTone);
  await untilPlaying(first.page, browserTone);
  await first.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.1] [A2.6] [A2.10] [A4.5] on a weak network the browser speaks Opus to a line of G.711: heard both ways, held, given to a colleague; the recording is whole', async () => {
  const { page, errors } = await agentPage(0);
  await setCodecs(page, ['opus', 'alaw', 'ulaw']);
  calls++;
  const caller = await phones.call(site.tenant.did);
  const start = performance.now();
  const now = (): number => (performance.now() - start) / 1000;
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  const talkingAt = now();
  expect(await codecsOf(page)).toEqual(['audio/opus', 'audio/opus']);
  await sleep(2500);
  await page.keyboard.press('Alt+h');
  await bar(page, '保持中');
  await sleep(2200);
  await page.keyboard.press('Alt+h');
  await bar(page, '通话中');
  await untilPlaying(page, customerTone);
  await sleep(2200);
  await setCodecs(page, ['alaw', 'ulaw']);
  const colleague = await agentPage(1);
  expect((await page.request.delete(`${site.url}/api/session`, { headers: { origin: site.url } })).ok()).toBe(true);
  await colleague.page.locator('.ring-answer[aria-busy=false]').waitFor();
  await colleague.page.keyboard.press('F2');
  await untilPlaying(colleague.page, customerTone);
  const takenOverAt = now();
  expect(await codecsOf(colleague.page)).toEqual(['audio/PCMA', 'audio/PCMA']);
  await sleep(2500);
  await colleague.page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  const heard = phones.heard(caller);
  const hearsAgent = (from: number): boolean =>
    somewhere(heard, from - 1, from + 3, 0.8, (part) => hears(part, browserTone));
  expect([talkingAt, takenOverAt].map(hearsAgent)).toEqual([true, true]);
  const spans = await latestRecording(colleague.page);
  expect(spans.map(({ legId }) => legId)).toEqual([spans[0]!.legId, spans[0]!.legId, spans[2]!.legId]);
  expect(spans[2]!.legId).not.toBe(spans[0]!.legId);
  for (const { seconds } of spans) {
    expect(seconds.length).toBeGreaterThan(1);
    for (const { customer, agent } of seconds)
      expect([hears(customer, customerTone), hears(agent, browserTone)]).toEqual([true, true]);
    for (const { customer, agent } of seconds)
      expect([hears(customer, browserTone), hears(agent, customerTone)]).toEqual([false, false]);
  }
  expect([...errors, ...colleague.errors]).toEqual([]);
});

/** What the company has its phones speak, set by somebody who may: it counts from the next call on. */
async function setCodecs({ request }: Page, codecs: Codec[]): Promise<void> {
  const { version } = (await (await request.get(`${site.url}/api/tenant`)).json()) as OwnTenant;
  const data = { version, desk: { defaults: { codecs }, locks: [] } };
  expect((await request.patch(`${site.url}/api/tenant`, { headers: { origin: site.url }, data })).status()).toBe(200);
}

interface Second {
  customer: Int16Array;
  agent: Int16Array;
}

/** Of the latest call: each stretch in which agent and customer were together, with the recording's whole seconds of it, edges left out. */
async function latestRecording(page: Page): Promise<{ legId: string; seconds: Second[] }[]> {
  const [row] = await site.sql<{ callId: string; source: string; since: number }>(
    `select call_id as "callId", source, extract(epoch from started_at)::float * 1000 as since from recordings order by started_at desc limit 1`,
  );
  const { segments } = JSON.parse(row!.source) as {
    segments: { legId: string; spans: { from: number; to: number; isKept?: boolean }[] }[];
  };
  const response = await page.request.get(`${site.url}/api/calls/${row!.callId}/recording`);
  const samples = new Int16Array((await response.body()).subarray(44).slice().buffer);
  const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
  return segments.flatMap(({ legId, spans }) =>
    spans
      .filter(({ isKept = true }) => isKept)
      .map(({ from, to }) => {
        const [first, last] = [(from - row!.since) / 1000 + 0.5, (to - row!.since) / 1000 - 0.3];
        const seconds = Array.from({ length: Math.floor(last - first) }, (_, at) => first + at);
        return {
          legId,
          seconds: seconds.map((at) => ({
            customer: between(customer, at, at + 1),
            agent: between(agent, at, at + 1),
          })),
        };
      }),
  );
}

test('[A2.10] the page refreshed in mid-call: the customer hears music, never a cut; audio is back; the recording is whole', async () => {
  const { page } = await agentPage(0);
  calls++;
  const caller = await phones.call(site.tenant.did);
  const start = performance.now();
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  const talkingAt = (performance.now() - start) / 1000;
  await sleep(2000);
  await page.reload();
  await untilPlaying(page, customerTone);
  await bar(page, '通话中');
  const backAt = (performance.now() - start) / 1000;
  await sleep(2500);
  await page.keyboard.press('F4');
  expect(await closeLedger(site, { calls })).toEqual([]);
  const heard = phones.heard(caller);
  expect(longestSilence(between(heard, talkingAt + 0.5, heard.length / 8000 - 0.5))).toBeLessThan(2.5);
  expect(somewhere(heard, backAt - 1, backAt + 3, 0.8, (part) => hears(part, browserTone))).toBe(true);
  const [row] = await site.sql<{ id: string }>('select id from calls order by started_at desc limit 1');
  const response = await page.request.get(`${site.url}/api/calls/${row!.id}/recording`);
  const samples = new Int16Array((await response.body()).subarray(44).slice().buffer);
  const customer = channelOf(samples, 0);
  expect(hears(between(customer, 0.5, 1.5), customerTone)).toBe(true);
  expect(hears(between(customer, customer.length / 8000 - 2, customer.length / 8000 - 0.5), customerTone)).toBe(true);
});

test('[A2.10] the server killed in mid-call: the conversation goes on, and the page is right again by itself', async () => {
  const { page } = await agentPage(0);
  calls++;
  const caller = await phones.call(site.tenant.did);
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  await site.kill();
  await sleep(500);
  await untilPlaying(page, customerTone);
  await site.start();
  await eventually(
    'the phone is registered again',
    async () =>
      (await site.sql(`select 1 from live_state where kind = 'agent' and state ->> 'state' = 'talking'`)).length === 1,
  );
  await untilPlaying(page, customerTone);
  await bar(page, '通话中');
  await sleep(3000);
  await untilPlaying(page, customerTone);
  await page.keyboard.press('F4');
  await eventually('the caller is gone', async () => !(await phones.channels()).some(({ id }) => id === caller));
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A1.2] a second sign-in takes the softphone over and says so on the first; the first can take it back', async () => {
  const first = await agentPage(0);
  const second = await agentPage(0);
  await first.page
    .getByText(/另一处|其他地方|接管/)
    .first()
    .waitFor();
  await first.page.getByRole('button', { name: /取回/ }).click();
  await second.page
    .getByText(/另一处|其他地方|接管/)
    .first()
    .waitFor();
});
