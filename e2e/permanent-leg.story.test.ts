/** A browser that keeps one audio connection: calls are heard over it without another one, nobody hears it between them, and nothing of it is kept. */
import type { BrowserContext, Page } from 'playwright-core';
import type { OwnDeskSettings, SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import { zh } from '@bahu/web/text/all.ts';
import { afterEach, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserTone, codecsOf, enter, newAgentPage, packetsOf, untilPlaying } from './support/browser.ts';
import { eventually } from './support/crowd.ts';
import { openFloor } from './support/floor.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone } from './support/phones.ts';
import { portsFrom } from './support/site.ts';
import { between, channelOf, hears, somewhere } from './support/tones.ts';

const ports = portsFrom(24_000);
const floor = await openFloor(ports, { agents: 1, wrapUpSeconds: 1 });
const { site, phones, browser } = floor;
let contexts: BrowserContext[] = [];
let calls = 0;

afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
});

const header = () => ({ origin: site.url });
async function agentPage(
  own: SomeDeskSettings = { keepsPermanentLeg: true },
): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await newAgentPage(browser);
  contexts.push(context);
  await floor.enter(page, 0, enter);
  // The test before has left them in a pause.
  await page.locator('.state-pill').waitFor();
  await choose(page, 'ready');
  await bar(page, '在线');
  const settings = `${site.url}/api/desk-settings`;
  const { version } = (await (await page.request.get(settings)).json()) as OwnDeskSettings;
  const data = { version, own };
  expect((await page.request.put(settings, { headers: header(), data })).status()).toBe(200);
  return { page, errors };
}
const channels = async (): Promise<string[]> =>
  (await site.ari.request<{ id: string }[]>('GET', '/channels')).map(({ id }) => id);
const permanentLegs = async (): Promise<string[]> => (await channels()).filter((id) => id.startsWith('permanent-'));
const connected = (page: Page): Promise<void> =>
  page.locator('header').getByText(zh.phone.line.permanent, { exact: true }).waitFor();
const bar = (page: Page, word: string): Promise<void> =>
  page.locator('header').getByText(word, { exact: true }).first().waitFor();
/** How many connections the page has opened since it was loaded. */
const connections = (page: Page): Promise<number> => page.evaluate('window.__heard.length');
async function choose(page: Page, state: 'ready' | 'busy'): Promise<void> {
  const put = await page.request.put(`${site.url}/api/desk/state`, { headers: header(), data: { state } });
  expect(put.status()).toBe(200);
}
/** In a pause nothing stays up. */
async function pause(page: Page): Promise<void> {
  await choose(page, 'busy');
  await eventually('the permanent leg has ended', async () => (await permanentLegs()).length === 0);
  await page.locator('header').getByText(zh.phone.line.permanent, { exact: true }).waitFor({ state: 'detached' });
}
async function ready(page: Page): Promise<void> {
  await choose(page, 'ready');
  await connected(page);
}

/** Of the latest recording each second in its middle, by channel. */
async function recorded(page: Page): Promise<{ customer: boolean[]; agent: boolean[] }> {
  const [row] = await site.sql<{ callId: string }>(
    'select call_id as "callId" from recordings order by started_at desc limit 1',
  );
  const response = await page.request.get(`${site.url}/api/calls/${row!.callId}/recording`);
  const samples = new Int16Array((await response.body()).subarray(44).slice().buffer);
  const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
  const seconds = Array.from({ length: Math.floor(customer.length / 8000) - 1 }, (_, at) => at + 0.3);
  const heard = (sound: Int16Array, hertz: number) => seconds.map((at) => hears(between(sound, at, at + 1), hertz));
  return { customer: heard(customer, customerTone), agent: heard(agent, browserTone) };
}

test('[A2.9] [C2] calls one after the other go over the one connection: nobody is heard before the answer, both are after it, held and back, and each recording is whole', async () => {
  const { page, errors } = await agentPage();
  await connected(page);
  expect(await permanentLegs()).toHaveLength(1);
  const opened = await connections(page);
  // Silence comes between calls too: a stream that stands still begins again with a second of delay.
  const packets = await packetsOf(page);
  await expect.poll(() => packetsOf(page)).toBeGreaterThan(packets + 25);
  for (let i = 0; i < 2; i++) {
    calls++;
    const caller = await phones.call(site.tenant.did);
    const start = performance.now();
    const now = (): number => (performance.now() - start) / 1000;
    await page.locator('.ring-answer[aria-busy=false]').waitFor();
    await sleep(1200);
    const rang = now();
    await page.keyboard.press('F2');
    await bar(page, '通话中');
    await untilPlaying(page, customerTone);
    const answered = now();
    await sleep(2200);
    await page.keyboard.press('Alt+h');
    await bar(page, '保持中');
    const held = now();
    await sleep(1500);
    await page.keyboard.press('Alt+h');
    await bar(page, '通话中');
    await untilPlaying(page, customerTone);
    await sleep(1500);
    await page.keyboard.press('F4');
    await connected(page);
    const heard = phones.heard(caller);
    const speaks = (part: Int16Array): boolean => hears(part, browserTone);
    expect(somewhere(heard, 0, rang - 0.2, 0.4, speaks)).toBe(false);
    expect(somewhere(heard, answered - 1, held, 0.8, speaks)).toBe(true);
    expect(await connections(page)).toBe(opened);
    await page.keyboard.press('Escape');
  }
  expect(await permanentLegs()).toHaveLength(1);
  await pause(page);
  expect(await closeLedger(site, { calls })).toEqual([]);
  const { customer, agent } = await recorded(page);
  expect([customer.filter(Boolean).length >= 2, agent.filter(Boolean).length >= 2]).toEqual([true, true]);
  expect(errors).toEqual([]);
});

test('[A2.10] a page that is reloaded in mid-call is back in it, and connected again after it; the customer is never cut', async () => {
  const { page, errors } = await agentPage();
  await connected(page);
  calls++;
  const caller = await phones.call(site.tenant.did);
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  await page.reload();
  await bar(page, '通话中');
  await untilPlaying(page, customerTone);
  const start = performance.now();
  await sleep(2000);
  expect(await permanentLegs()).toEqual([]);
  const heard = phones.heard(caller);
  const until = (performance.now() - start) / 1000;
  expect(until).toBeGreaterThan(1);
  expect(somewhere(heard, 0, heard.length / 8000, 0.8, (part) => hears(part, browserTone))).toBe(true);
  await page.keyboard.press('F4');
  await connected(page);
  await pause(page);
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect(errors).toEqual([]);
});

test('[R4] a server that is killed and started anew keeps the connection that stands, and the next call goes over it', async () => {
  const { page } = await agentPage();
  await connected(page);
  const [before] = await permanentLegs();
  await site.kill();
  await site.start();
  await connected(page);
  calls++;
  await phones.call(site.tenant.did);
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  const now = await channels();
  // Where the page came back before the server had looked, its new credentials have made it a new one.
  expect(now.some((id) => id.endsWith('.far')) || now.every((id) => id !== before)).toBe(true);
  await page.keyboard.press('F4');
  await pause(page);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A4.5] [C2] a browser that prefers G.722 speaks it over its connection to a line of G.711, and the recording is whole', async () => {
  const { page, errors } = await agentPage({ keepsPermanentLeg: true, codecs: ['g722', 'alaw'] });
  await pause(page);
  await ready(page);
  calls++;
  const caller = await phones.call(site.tenant.did);
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await untilPlaying(page, customerTone);
  expect(await codecsOf(page)).toEqual(['audio/G722', 'audio/G722']);
  await sleep(4000);
  const heard = phones.heard(caller);
  expect(somewhere(heard, 0, heard.length / 8000, 0.8, (part) => hears(part, browserTone))).toBe(true);
  await page.keyboard.press('F4');
  await connected(page);
  await pause(page);
  expect(await closeLedger(site, { calls })).toEqual([]);
  const { customer, agent } = await recorded(page);
  expect([customer.slice(0, 2), agent.slice(0, 2)]).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(errors).toEqual([]);
});

test('[A4.5] the echo test says a sentence and sends back what is said, shows how it was, and is no call', async () => {
  const { page, errors } = await agentPage({});
  await bar(page, '在线');
  await page.getByRole('button', { name: zh.phone.devices.label }).click();
  const panel = page.locator('.devices');
  await panel.getByRole('button', { name: zh.phone.echo.start, exact: true }).click();
  await panel.getByText(zh.phone.echo.phases.speaking).waitFor();
  await untilPlaying(page, browserTone);
  await panel.getByText(/声音已传回，-\d+ dB/).waitFor();
  await panel.getByText(/MOS [34]\.\d · 时延 \d+ ms · 丢包/).waitFor();
  const own = await site.ari.request<{ dialplan: { exten: string } }[]>('GET', '/channels');
  expect(own.map(({ dialplan }) => dialplan.exten)).toEqual(['echo-zh']);
  await panel.getByRole('button', { name: zh.phone.echo.stop, exact: true }).click();
  await panel.getByText(zh.phone.echo.phases.over).waitFor();
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect(errors).toEqual([]);
});
