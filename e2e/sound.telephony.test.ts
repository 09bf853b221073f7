/** Streams of carriers that start anew, jump, move to another port or speak another codec: nobody misses a second, and neither does the recording. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtRuntime } from '@bahu/asterisk/test-runtime.ts';
import { alawPayload, ulawPayload, type StreamStart } from '@bahu/asterisk/tone.ts';
import { TestPhone, type Answering, type TestCall } from '@bahu/carrier/test-phone.ts';
import type { AgentClient } from './support/agent-client.ts';
import { eventually, gatherAgents } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { agentTone, customerTone, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { between, channelOf, hears } from './support/tones.ts';

const ports = portsFrom(27_000);
/** Before and after a stream starts anew, and until the agent hangs up. */
const [restartSeconds, restSeconds] = [4, 4];
/** What the carrier plays before it answers, in hertz; the agent hears it, and so does the recorder. */
const earlyTone = 620;
/** What may be missing where a stream ends and the next one begins, or a call does. */
const edgeSeconds = 0.5;

interface Case {
  what: string;
  answering: Answering;
  /** What the carrier does to its stream after four seconds. */
  meanwhile?: (call: TestCall) => void | Promise<void>;
}

const stream = (sequence: number, source: number, timestamp = 0): StreamStart => ({ sequence, source, timestamp });
const answering = { answerTone: customerTone, start: stream(20_000, 1) };
const cases: Case[] = [
  {
    what: 'a new source whose sequence starts again at 1',
    answering,
    meanwhile: (call) => call.restart(customerTone, stream(1, 2)),
  },
  {
    what: 'the same source whose sequence starts again',
    answering,
    meanwhile: (call) => call.restart(customerTone, stream(1, 1)),
  },
  {
    what: 'a sequence that jumps forward by 20,000',
    answering,
    meanwhile: (call) => call.restart(customerTone, stream(40_200, 1, 32_000)),
  },
  {
    what: 'a new port by another INVITE, with sequence 40000',
    answering,
    meanwhile: (call) => call.move(customerTone, stream(40_000, 2)),
  },
  {
    what: 'a new port by another INVITE, with a lower sequence',
    answering,
    meanwhile: (call) => call.move(customerTone, stream(7, 2)),
  },
  {
    what: 'early media with sequence 30000, then another stream with sequence 100',
    answering: {
      answerTone: customerTone,
      start: stream(100, 4),
      early: { seconds: 3, hertz: earlyTone, start: stream(30_000, 3) },
    },
  },
  { what: 'a carrier that speaks u-law only', answering: { ...answering, payload: ulawPayload } },
  {
    what: 'u-law, a new source whose sequence starts again at 1',
    answering: { ...answering, payload: ulawPayload },
    meanwhile: (call) => call.restart(customerTone, stream(1, 2)),
  },
  { what: 'A-law without anything unusual', answering: { ...answering, payload: alawPayload } },
];

const phone = new TestPhone();
const taken = new Map<string, TestCall>();
let site: Site;
let phones: Phones;
let agents: AgentClient[] = [];

const numberOf = (index: number): string => `1390000${String(1000 + index)}`;

beforeAll(async () => {
  builtRuntime();
  await phone.open({ port: ports.sip + 20, onCall: (call) => taken.set(call.called.slice(-4), call) });
  phone.answering = (called) => cases[Number(called.slice(-4)) - 1000]!.answering;
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: { agents: cases.length, trunk: { host: '127.0.0.1', port: phone.port }, wrapUpSeconds: 0 },
  });
  agents = await gatherAgents(site, phones);
});
afterAll(async () => {
  for (const agent of agents) agent.close();
  await site?.stop();
  await phones?.stop();
  phone.close();
});

interface Heard {
  carrier: Int16Array;
  seconds: number;
  callId: string;
}
const heard: Heard[] = [];

/** The whole seconds of what was heard, without its edges. */
function wholeSeconds(samples: Int16Array): Int16Array[] {
  const count = Math.floor(samples.length / 8000 - 2 * edgeSeconds);
  return Array.from({ length: count }, (_, at) => between(samples, edgeSeconds + at, edgeSeconds + at + 1));
}

/** Seconds in which none of the tones is there. */
const missing = (samples: Int16Array, ...tones: readonly number[]): number[] =>
  wholeSeconds(samples).flatMap((second, at) => (tones.some((hertz) => hears(second, hertz)) ? [] : [at]));

async function converse(index: number): Promise<Heard> {
  const agent = agents[index]!;
  const { status, body } = await agent.request('POST', '/desk/calls', { number: numberOf(index) });
  expect(status).toBe(200);
  await agent.until((desk) => desk.call?.phase === 'talking');
  const since = performance.now();
  const call = taken.get(numberOf(index).slice(-4))!;
  await sleep(restartSeconds * 1000);
  await cases[index]!.meanwhile?.(call);
  await sleep(restSeconds * 1000);
  const { callId } = body as { callId: string };
  await agent.request('DELETE', `/desk/calls/${callId}`);
  await call.ended;
  return { carrier: call.audio.heard(), seconds: (performance.now() - since) / 1000, callId };
}

test('[A2.2] agents call carriers whose streams start anew, jump, move and differ', async () => {
  heard.push(...(await Promise.all(cases.map((_, index) => converse(index)))));
  expect(await closeLedger(site, { calls: cases.length })).toEqual([]);
});

test('[A2.2] carriers are offered A-law first, then u-law', () => {
  expect([...taken.values()].map(({ offered }) => offered.filter((payload) => payload < 96))).toEqual(
    cases.map(() => [alawPayload, ulawPayload]),
  );
});

test.each(cases.map(({ what }, index) => [what, index] as const))(
  '[A2.6] the recording holds both sides in every second: %s',
  async (_what, index) => {
    const { callId, seconds } = heard[index]!;
    const response = await agents[index]!.download(`/calls/${callId}/recording`);
    const samples = new Int16Array(response.slice(44));
    const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
    expect(customer.length / 8000).toBeGreaterThan(seconds - 1);
    expect(
      hears(
        between(customer, customer.length / 8000 - restSeconds, customer.length / 8000 - edgeSeconds),
        customerTone,
      ),
    ).toBe(true);
    expect({ customer: missing(customer, customerTone, earlyTone), agent: missing(agent, agentTone) }).toEqual({
      customer: [],
      agent: [],
    });
  },
);

test.each(cases.map(({ what }, index) => [what, index] as const))(
  '[A2.2] the customer hears the agent in every second: %s',
  (what, index) => {
    const { carrier, seconds } = heard[index]!;
    expect(carrier.length / 8000).toBeGreaterThan((/another INVITE/.test(what) ? restSeconds : seconds) - 1);
    expect(missing(carrier, agentTone)).toEqual([]);
  },
);

test('[A2.2] every agent hears the customer in every second', async () => {
  await eventually('the phones have written what they heard', () => phones.files().length === cases.length);
  const heardByAgents = phones.files().map((id) => phones.heard(id));
  for (const samples of heardByAgents) {
    const talking = between(samples, samples.length / 8000 - restartSeconds - restSeconds, samples.length / 8000);
    expect(missing(talking, customerTone)).toEqual([]);
  }
});
