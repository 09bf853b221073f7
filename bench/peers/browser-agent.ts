/** An agent in a real browser, called while other calls are up at desk phones: what they wait for, and what the caller does. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser, newAgentPage, signIn } from '@bahu/e2e/support/browser.ts';
import { eventually } from '@bahu/e2e/support/crowd.ts';
import { sitePassword } from '@bahu/e2e/support/small-tenant.ts';
import type { End } from '../measuring/end.ts';
import { Callers } from './callers.ts';
import { Ear } from './ear.ts';
import { Media } from './media.ts';
import { agentPorts, callers as othersPlace, listeners, rtpPorts, siteHost, sitePorts } from './places.ts';
import { openAgentAudio, openAgents, openCallers } from './sides.ts';
import { startWholeSite, type WholeSite } from './whole-site.ts';

/** Milliseconds of one measured call. */
export interface Sample {
  answer: number;
  drawn: number;
  answerable: number;
  heardByAgent: number;
  heardByCustomer: number;
}
interface Probe {
  drawnAt: number | null;
  answerableAt: number | null;
  clickedAt: number | null;
  heardAt: number | null;
}

const tones = { customer: 440, others: 1000, browser: 1600 } as const;
const key = { digit: 1, afterMs: 500 } as const;
const patienceMs = 10_000;
/** Calls come at no fixed beat of the browser's clock or of the server's timers. */
const pauseMs = { least: 1000, random: 500 } as const;
const lookMs = { least: 200, random: 100 } as const;

/** The agent's page, and callers of it who listen. */
export interface BrowserAgent {
  readonly page: Page;
  readonly url: string;
  /** A call from a customer whom the page has to show, answered by the button. */
  call(): Promise<Sample>;
}

/** So many others' calls are up meanwhile. */
export async function openBrowserAgent(others: number, end: End): Promise<BrowserAgent> {
  requireWeb();
  const whole = await openFloor(others, end);
  const page = await openPage(whole, end);
  const ear = new Ear(tones.browser);
  const audio = await Media.open(listeners.audio, (packet) => ear.hear(packet));
  end.with(() => audio.close());
  const callers = new Callers(listeners.sip, audio);
  await callers.open();
  end.with(() => callers.close());
  return { page, url: whole.site.url, call: () => oneCall(whole, page, callers, ear) };
}

function requireWeb(): void {
  if (!existsSync(fileURLToPath(new URL('../../web/dist/index.html', import.meta.url))))
    throw new Error('the web application is not built: npm run build');
}

/** The others' calls are up before the agent in the browser signs in, so that this agent gets every further one. */
async function openFloor(others: number, end: End): Promise<WholeSite> {
  const whole = await startWholeSite({
    agents: others + 1,
    inBrowser: 1,
    screens: 0,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: othersPlace.sip,
    moreCallers: [listeners.sip],
    isRecorded: true,
  });
  end.with(() => whole.stop());
  const callers = await openCallers(end);
  const media = await openAgentAudio(end);
  const agents = await openAgents(
    { port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs: 300, tone: tones.others },
    end,
  );
  await whole.untilReady(others);
  for (let i = 0; i < others; i++) {
    callers.call({ number: whole.site.tenant.did, to: whole.sip, key, tone: tones.customer });
    await sleep(100);
  }
  await eventually(
    'the others talk',
    () =>
      agents.records.filter(({ connectedAt, endedAt }) => connectedAt !== null && endedAt === null).length === others,
  );
  return whole;
}

async function openPage(whole: WholeSite, end: End): Promise<Page> {
  const browser = await launchBrowser();
  end.with(() => browser.close());
  const { context, page } = await newAgentPage(browser);
  await context.addInitScript({ path: fileURLToPath(new URL('page-probe.js', import.meta.url)) });
  const { tenant, url } = whole.site;
  await signIn(page, url, tenant.code + tenant.agents[0]!.extension, sitePassword);
  await whole.untilReady(1);
  return page;
}

const read = (page: Page): Promise<Probe> => page.evaluate('bahuProbe.read()');

async function oneCall(whole: WholeSite, page: Page, callers: Callers, ear: Ear): Promise<Sample> {
  const { site, sip } = whole;
  await whole.untilReady(1);
  await sleep(pauseMs.least + Math.random() * pauseMs.random);
  const name = `来电${Math.floor(Math.random() * 1e9)}`;
  await site.sql('update customers set name = $1 where phone = $2', [name, `+86${callers.nextCaller}`]);
  await page.evaluate(`bahuProbe.expect(${JSON.stringify(name)})`);
  ear.reset();
  const call = callers.call({ number: site.tenant.moreTrunks[0]!.did, to: sip, key, tone: tones.customer });
  let probe = await until(page, ({ drawnAt, answerableAt }) => Boolean(drawnAt) && answerableAt !== null, 'the pop');
  await sleep(lookMs.least + Math.random() * lookMs.random);
  await page.evaluate('bahuProbe.answer()');
  probe = await until(page, ({ heardAt }) => heardAt !== null, 'audio in the browser');
  await eventually('audio at the customer', () => ear.heardAt !== null);
  const keyAt = call.keyAt! + performance.timeOrigin;
  const sample: Sample = {
    answer: call.answeredAt! - call.invitedAt,
    drawn: probe.drawnAt! - keyAt,
    answerable: probe.answerableAt! - keyAt,
    heardByAgent: probe.heardAt! - probe.clickedAt!,
    heardByCustomer: ear.heardAt! + performance.timeOrigin - probe.clickedAt!,
  };
  callers.hangUpAll();
  await eventually('the caller has hung up', () => callers.liveCalls === 0);
  return sample;
}

async function until(page: Page, holds: (probe: Probe) => boolean, what: string): Promise<Probe> {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await sleep(30)) {
    const probe = await read(page);
    if (holds(probe)) return probe;
  }
  throw new Error(`waited ${patienceMs} ms in vain for ${what}: ${JSON.stringify(await read(page))}`);
}
