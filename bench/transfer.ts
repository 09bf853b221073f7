/**
 * What people wait for when a call changes hands: from the click on confirm until customer and colleague hear each other, and from the click on
 * whisper until the agent hears the supervisor. Phones are SIP phones, each with a tone of its own; the click is the request that the button makes.
 * Options: --calls=30 of each.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentClient } from '@bahu/e2e/support/agent-client.ts';
import { eventually } from '@bahu/e2e/support/crowd.ts';
import { isCallStage } from '@bahu/domain/agents/state.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { Agents } from './peers/agents.ts';
import { Callers } from './peers/callers.ts';
import { Ear } from './peers/ear.ts';
import { Media } from './peers/media.ts';
import {
  agentsHost,
  callers as callersPlace,
  listeners,
  listeningAgent,
  rtpPorts,
  siteHost,
  sitePorts,
} from './peers/places.ts';
import { startWholeSite, type WholeSite } from './peers/whole-site.ts';

/** In hertz, none a multiple of another, and above the notes of the music on hold. */
const tones = { customer: 1630, agents: [1810, 1990, 2170] } as const;
const [agent, colleague, supervisor] = [0, 1, 2];
const pauseMs = 300;
/** How long the customer's side is listened to for what they must not hear. */
const unheardMs = 500;

interface Floor {
  readonly whole: WholeSite;
  readonly clients: readonly AgentClient[];
  readonly callers: Callers;
  /** What the customer hears of each agent, and each agent of the customer and of each other. */
  readonly ears: {
    readonly customer: readonly Ear[];
    readonly agents: readonly { readonly customer: Ear; readonly agents: readonly Ear[] }[];
  };
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { calls } = numbersOf(options, { calls: 30 });
    const floor = await openFloor(end);
    const [confirms, whispers, leaks]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i <= calls; i++) {
      const sample = { confirm: await confirmOnce(floor), ...(await whisperOnce(floor)) };
      // The first one warms everything up.
      if (i === 0) continue;
      confirms.push(sample.confirm);
      whispers.push(sample.whisper);
      leaks.push(sample.wasHeard ? 1 : 0);
    }
    const row = (what: string, samples: readonly number[]) => ({
      what,
      calls: samples.length,
      p50Ms: rounded(quantile(samples, 0.5)),
      p95Ms: rounded(quantile(samples, 0.95)),
      maxMs: rounded(quantile(samples, 1)),
    });
    return {
      figures: {
        p95Ms: rounded(quantile(confirms, 0.95)),
        whisperP95Ms: rounded(quantile(whispers, 0.95)),
        heardByCustomer: leaks.reduce((sum, leak) => sum + leak, 0),
      },
      targets: { p95Ms: { most: 150 }, whisperP95Ms: { most: 300 }, heardByCustomer: { most: 0 } },
      table: [row('confirm → both hear each other', confirms), row('whisper → the agent hears', whispers)],
    };
  });
export default measure;

async function openFloor(end: End): Promise<Floor> {
  const whole = await startWholeSite({
    agents: tones.agents.length,
    screens: 0,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callersPlace.sip,
    isRecorded: true,
  });
  end.with(() => whole.stop());
  const ears = {
    customer: tones.agents.map((hertz) => new Ear(hertz)),
    agents: tones.agents.map(() => ({
      customer: new Ear(tones.customer),
      agents: tones.agents.map((hertz) => new Ear(hertz)),
    })),
  };
  for (const [i, tone] of tones.agents.entries())
    await openPhone(whole, i, tone, [ears.agents[i]!.customer, ...ears.agents[i]!.agents], end);
  const audio = await Media.open(listeners.audio, (packet) => ears.customer.forEach((ear) => ear.hear(packet)));
  end.with(() => audio.close());
  const callers = new Callers(callersPlace.sip, audio);
  await callers.open();
  end.with(() => callers.close());
  const clients: AgentClient[] = [];
  for (const { extension } of whole.site.tenant.agents) {
    const client = new AgentClient(whole.site.url, whole.site.tenant.code + extension);
    await client.signIn();
    await client.watch();
    clients.push(client);
    end.with(() => client.close());
  }
  await whole.untilReady(tones.agents.length);
  return { whole, clients, callers, ears };
}

async function openPhone(
  whole: WholeSite,
  index: number,
  tone: number,
  heard: readonly Ear[],
  end: End,
): Promise<void> {
  const { port, audio } = listeningAgent(index);
  const media = await Media.open({ host: agentsHost, port: audio }, (packet) =>
    heard.forEach((ear) => ear.hear(packet)),
  );
  end.with(() => media.close());
  const phone = new Agents({ address: { host: agentsHost, port }, registrar: whole.sip, media, ringMs: 0, tone });
  await phone.open();
  end.with(() => phone.close());
  await phone.register([whole.phones[index]!]);
}

const ask = async (client: AgentClient, method: string, path: string, body?: unknown): Promise<void> => {
  const { status, body: answer } = await client.request(method, path, body);
  if (status !== 200) throw new Error(`${method} ${path} answered ${status} ${JSON.stringify(answer)}`);
};

/** A caller with the agent; the two others are free. */
async function talk({ whole, clients, callers, ears }: Floor): Promise<string> {
  const state = (i: number, to: string): Promise<void> => ask(clients[i]!, 'PUT', '/desk/state', { state: to });
  await Promise.all([state(agent!, 'ready'), state(colleague!, 'away'), state(supervisor!, 'away')]);
  await sleep(pauseMs);
  ears.customer[agent!]!.reset();
  callers.call({ number: whole.site.tenant.did, to: whole.sip, key: { digit: 1, afterMs: 500 }, tone: tones.customer });
  const { call } = await clients[agent!]!.until((desk) => desk.call?.phase === 'talking');
  await eventually('the customer hears the agent', () => ears.customer[agent!]!.heardAt !== null);
  await Promise.all([state(colleague!, 'ready'), state(supervisor!, 'ready')]);
  return call!.callId;
}

async function hangUp({ clients, callers }: Floor): Promise<void> {
  callers.hangUpAll();
  await eventually(
    'the call is over',
    () => callers.liveCalls === 0 && clients.every(({ desk }) => desk !== null && !isCallStage(desk.state)),
  );
  await Promise.all(clients.map((client) => client.request('DELETE', '/desk/wrap-up')));
}

async function confirmOnce(floor: Floor): Promise<number> {
  const { whole, clients, ears } = floor;
  const callId = await talk(floor);
  const [toCustomer, toColleague] = [ears.customer[colleague!]!, ears.agents[colleague!]!.customer];
  ears.agents[colleague!]!.agents[agent!]!.reset();
  await ask(clients[agent!]!, 'POST', `/desk/calls/${callId}/consult`, {
    agentId: whole.site.tenant.agents[colleague!]!.id,
  });
  await eventually('the colleague talks', () => ears.agents[colleague!]!.agents[agent!]!.heardAt !== null);
  await sleep(pauseMs);
  toCustomer.reset();
  toColleague.reset();
  const clickedAt = performance.now();
  await ask(clients[agent!]!, 'POST', `/desk/calls/${callId}/complete`);
  await eventually('both hear each other', () => toCustomer.heardAt !== null && toColleague.heardAt !== null);
  const took = Math.max(toCustomer.heardAt!, toColleague.heardAt!) - clickedAt;
  await hangUp(floor);
  return took;
}

async function whisperOnce(floor: Floor): Promise<{ whisper: number; wasHeard: boolean }> {
  const { whole, clients, ears } = floor;
  await talk(floor);
  const [toAgent, toCustomer] = [ears.agents[agent!]!.agents[supervisor!]!, ears.customer[supervisor!]!];
  toAgent.reset();
  toCustomer.reset();
  const clickedAt = performance.now();
  await ask(clients[supervisor!]!, 'PUT', `/monitor/agents/${whole.site.tenant.agents[agent!]!.id}/whisper`);
  await eventually('the agent hears the supervisor', () => toAgent.heardAt !== null);
  await sleep(unheardMs);
  const sample = { whisper: toAgent.heardAt! - clickedAt, wasHeard: toCustomer.heardAt !== null };
  await hangUp(floor);
  return sample;
}
