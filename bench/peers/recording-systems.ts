/** The two systems that record calls, and a conversation of many calls at once through one of them. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentClient } from '@bahu/e2e/support/agent-client.ts';
import { closeLedger } from '@bahu/e2e/support/ledger.ts';
import type { Site } from '@bahu/e2e/support/site.ts';
import { between, channelOf, hears } from '@bahu/e2e/support/tones.ts';
import type { AriClient } from '@bahu/server/telephony/ari/client.ts';
import type { End } from '../measuring/end.ts';
import { usageOf, type Parts, type Usage } from '../measuring/processor-time.ts';
import type { Agents } from './agents.ts';
import { startBareAsterisk } from './bare-asterisk.ts';
import type { CallerPlan, CallerRecord, Callers } from './callers.ts';
import type { Media } from './media.ts';
import { agentPorts, bare, callers as callersPlace, rtpPorts, siteHost, sitePorts } from './places.ts';
import { barePhones, openAgents } from './sides.ts';
import { startWholeSite } from './whole-site.ts';

export interface RecordingSystem {
  readonly name: string;
  readonly callers: Callers;
  readonly agents: Agents;
  readonly ari: AriClient;
  readonly parts: Parts;
  plan(index: number): CallerPlan;
  /** What is wrong with what was written of all calls so far. */
  complaints(): Promise<string[]>;
}

/** Percents are of one processor, while all calls were up. */
export interface Conversation {
  readonly system: string;
  readonly calls: number;
  readonly seconds: number;
  /** Calls that were refused, never connected, or ended before they should. */
  readonly dropped: number;
  /** Packets that Asterisk missed of what was sent to it, of a thousand. */
  readonly lostPerMille: number;
  readonly asteriskPercent: number;
  readonly serverPercent: number;
  readonly databasePercent: number;
}

const tones = { caller: 440, agent: 1000 } as const;
const ringMs = 300;
const keyAfterMs = 500;
const startsPerSecond = 10;
const settleMs = 3000;
const maxMsToQuiet = 20_000;
/** Recordings of ten minutes are finished by jobs, one after the other. */
const maxMsToFinish = 300_000;
const listenedCalls = 5;

export async function openBahuRecorder(
  calls: number,
  callers: Callers,
  media: Media,
  end: End,
): Promise<RecordingSystem> {
  const whole = await startWholeSite({
    agents: calls,
    screens: 1,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callersPlace.sip,
    isRecorded: true,
  });
  end.with(() => whole.stop());
  const agents = await openAgents(
    { port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs, tone: tones.agent },
    end,
  );
  await whole.untilReady(calls);
  const { site } = whole;
  let placed = 0;
  return {
    name: 'Bahu',
    callers,
    agents,
    ari: site.ari,
    parts: { asterisk: () => site.asteriskPid(), server: () => site.pid(), database: () => site.postgres.pid },
    plan: () => {
      placed++;
      return { number: site.tenant.did, to: whole.sip, key: { digit: 1, afterMs: keyAfterMs }, tone: tones.caller };
    },
    complaints: async () => [...(await closeLedger(site, { calls: placed }, maxMsToFinish)), ...(await listen(site))],
  };
}

/** The customer must be heard left and the agent right, at the beginning and at the end of the latest calls. */
async function listen(site: Site): Promise<string[]> {
  const client = new AgentClient(site.url, site.tenant.code + site.tenant.agents[0]!.extension);
  await client.signIn();
  const calls = await site.sql<{ id: string }>(
    `select id from calls where answered_at is not null order by started_at desc limit $1`,
    [listenedCalls],
  );
  const complaints: string[] = [];
  for (const { id } of calls) {
    const samples = new Int16Array((await client.download(`/calls/${id}/recording`)).slice(44));
    const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
    const seconds = customer.length / 8000;
    for (const at of [1, seconds - 2]) {
      if (!hears(between(customer, at, at + 1), tones.caller))
        complaints.push(`the recording of call ${id} is without the customer at second ${at.toFixed(0)}`);
      if (!hears(between(agent, at, at + 1), tones.agent))
        complaints.push(`the recording of call ${id} is without the agent at second ${at.toFixed(0)}`);
    }
  }
  return complaints;
}

export async function openPlainRecorder(
  calls: number,
  callers: Callers,
  media: Media,
  end: End,
): Promise<RecordingSystem> {
  const phones = barePhones(calls);
  const asterisk = await startBareAsterisk(
    {
      ...bare,
      rtp: rtpPorts,
      callersHost: callersPlace.sip.host,
      agents: phones,
      dialplan: recordingDialplan,
      modules: ['app_dial'],
      files: {},
    },
    end,
  );
  const agents = await openAgents(
    { port: agentPorts.ofBare, registrar: bare.sip, media, phones, ringMs, tone: tones.agent },
    end,
  );
  return {
    name: 'MixMonitor',
    callers,
    agents,
    ari: asterisk.ari,
    parts: { asterisk: () => asterisk.pid, server: () => null, database: () => null },
    plan: (index) => ({ number: `9${index}`, to: bare.sip, tone: tones.caller }),
    complaints: async () =>
      readdirSync(asterisk.folder)
        .filter((name) => statSync(path.join(asterisk.folder, name)).size < 1000)
        .map((name) => `${name} is empty`),
  };
}

const recordingDialplan = (folder: string): string => `
[general]
static=yes
writeprotect=yes
[callers]
exten => _9.,1,Answer(,i)
 same => n,MixMonitor(${folder}/\${UNIQUEID}.wav)
 same => n,Dial(PJSIP/agent\${EXTEN:1},30)
 same => n,Hangup(16)
`;

/** Places the calls, lets them talk for so many seconds, hangs up, and counts. */
export async function talk(system: RecordingSystem, calls: number, seconds: number): Promise<Conversation> {
  const { callers, agents, parts } = system;
  agents.records = [];
  const records: CallerRecord[] = [];
  for (let index = 0; index < calls; index++) {
    records.push(callers.call(system.plan(index)));
    await sleep(1000 / startsPerSecond);
  }
  await sleep(settleMs);
  const [before, start] = [usageOf(parts), performance.now()];
  await sleep(seconds * 1000);
  const [after, elapsed] = [usageOf(parts), (performance.now() - start) / 1000];
  const percent = (part: keyof Usage): number => ((after[part] - before[part]) / elapsed) * 100;
  const [asteriskPercent, serverPercent, databasePercent] = [
    percent('asterisk'),
    percent('server'),
    percent('database'),
  ];
  const lostPerMille = await lossOf(system.ari);
  const connected = agents.records.filter((leg) => leg.connectedAt !== null && leg.endedAt === null).length;
  const held = records.filter((record) => record.answeredAt !== null && record.cutAt === null).length;
  callers.hangUpAll();
  for (
    const deadline = performance.now() + maxMsToQuiet;
    performance.now() < deadline && callers.liveCalls + agents.liveLegs > 0;
  )
    await sleep(100);
  const ended = records.filter(({ hangUpAnsweredAt }) => hangUpAnsweredAt !== null).length;
  const conversation = {
    system: system.name,
    calls,
    seconds,
    dropped: calls - Math.min(connected, held, ended),
    lostPerMille,
    asteriskPercent,
    serverPercent,
    databasePercent,
  };
  console.log(
    `${system.name}: ${calls} calls for ${seconds} s, ${conversation.dropped} dropped, Asterisk ${asteriskPercent.toFixed(1)} %, ` +
      `server ${serverPercent.toFixed(1)} %, database ${databasePercent.toFixed(1)} %`,
  );
  return conversation;
}

/** Packets of a thousand that never came, over all legs; NaN when none came at all. */
async function lossOf(ari: AriClient): Promise<number> {
  const channels = await ari.request<{ id: string }[]>('GET', '/channels');
  const all = await Promise.all(
    channels.map(({ id }) =>
      ari
        .request<{ rxcount: number; rxploss: number }>('GET', `/channels/${id}/rtp_statistics`)
        .catch(() => ({ rxcount: 0, rxploss: 0 })),
    ),
  );
  const [received, lost] = [
    all.reduce((sum, { rxcount }) => sum + rxcount, 0),
    all.reduce((sum, { rxploss }) => sum + rxploss, 0),
  ];
  return received === 0 ? Number.NaN : Number(((lost / (received + lost)) * 1000).toFixed(3));
}
