/** The two systems that set calls up through a menu and a queue, and how one of them does at a rate. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from '@bahu/e2e/support/site.ts';
import type { End } from '../measuring/end.ts';
import { usageOf, type Parts, type Usage } from '../measuring/processor-time.ts';
import { quantile } from '../measuring/quantile.ts';
import type { Agents, AgentRecord, DeskPhone } from './agents.ts';
import { startBareAsterisk } from './bare-asterisk.ts';
import type { Callers, CallerRecord } from './callers.ts';
import type { Media } from './media.ts';
import { agentPorts, bare, callers as callersPlace, rtpPorts, siteHost, sitePorts } from './places.ts';
import type { AudioAddress } from './sip-message.ts';
import { barePhones, openAgentAudio, openAgents, openCallers } from './sides.ts';
import { startWholeSite } from './whole-site.ts';

export interface QueueSystem {
  readonly name: string;
  readonly number: string;
  readonly sip: AudioAddress;
  readonly callers: Callers;
  readonly agents: Agents;
  readonly parts: Parts;
  /** Channels that are up in its Asterisk. */
  channels(): Promise<number>;
  /** The caller's number by what the INVITE of each agent's leg since a moment showed; null when it shows the number itself. */
  callersOfLegs(since: Date): Promise<Map<string, string> | null>;
}

/**
 * What a system did at a rate. Delays in milliseconds from the end of the key to the agent's INVITE; percents of one processor while calls begin;
 * processor time of Asterisk, server and database for a call from its beginning to its end, in milliseconds.
 */
export interface Point {
  readonly system: string;
  readonly perSecond: number;
  readonly calls: number;
  readonly failures: number;
  /** How often which failure. */
  readonly why: string;
  readonly delays: readonly number[];
  readonly answerP95Ms: number;
  readonly repeatedInvites: number;
  readonly asteriskPercent: number;
  readonly serverPercent: number;
  readonly databasePercent: number;
  readonly machinePercent: number;
  readonly cpuMsPerCall: number;
}

const ringMs = 300;
const keyAfterMs = 500;
/** From the key to the caller's hanging up: 300 ms of ringing and a short talk. */
const holdMs = 3000;
const maxMsToQuiet = 30_000;
const pauseMs = 2000;
const queueName = 'bench';

/** Starts both, the product first, with the same number of agents. */
export async function openQueueSystems(options: { agents: number; screens: number }, end: End): Promise<QueueSystem[]> {
  const callers = await openCallers(end);
  const media = await openAgentAudio(end);
  return [await openBahu(options, callers, media, end), await openAppQueue(options.agents, callers, media, end)];
}

/** The product as a whole with its agents at desk phones. */
export async function openBahu(
  options: { agents: number; screens: number },
  callers: Callers,
  media: Media,
  end: End,
): Promise<QueueSystem & { site: Site }> {
  const whole = await startWholeSite({
    ...options,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callersPlace.sip,
    isRecorded: false,
  });
  end.with(() => whole.stop());
  const agents = await openAgents(
    { port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs },
    end,
  );
  await whole.untilReady(options.agents);
  const { site } = whole;
  return {
    site,
    name: 'Bahu',
    number: site.tenant.did,
    sip: whole.sip,
    callers,
    agents,
    parts: { asterisk: () => site.asteriskPid(), server: () => site.pid(), database: () => site.postgres.pid },
    channels: async () => (await site.ari.request<unknown[]>('GET', '/channels')).length,
    callersOfLegs: (since) => whole.callersOfLegs(since),
  };
}

async function openAppQueue(count: number, callers: Callers, media: Media, end: End): Promise<QueueSystem> {
  const phones = barePhones(count);
  const asterisk = await startBareAsterisk(
    {
      ...bare,
      rtp: rtpPorts,
      callersHost: callersPlace.sip.host,
      agents: phones,
      dialplan: queueDialplan,
      modules: ['app_read', 'app_queue'],
      files: { 'queues.conf': queuesConf(phones) },
    },
    end,
  );
  const agents = await openAgents({ port: agentPorts.ofBare, registrar: bare.sip, media, phones, ringMs }, end);
  return {
    name: 'app_queue',
    number: '900',
    sip: bare.sip,
    callers,
    agents,
    parts: { asterisk: () => asterisk.pid, server: () => null, database: () => null },
    channels: async () => (await asterisk.channels()).length,
    callersOfLegs: async () => null,
  };
}

/** The same menu: a prompt that a key ends, five seconds of patience, 1 for the queue. */
const queueDialplan = (): string => `
[general]
static=yes
writeprotect=yes
[callers]
exten => _X.,1,Ringing()
 same => n,Answer(,i)
 same => n,Read(KEY,welcome,1,,2,5)
 same => n,GotoIf($["\${KEY}" = "1"]?queue)
 same => n,Hangup(16)
 same => n(queue),Queue(${queueName})
 same => n,Hangup(16)
`;

const queuesConf = (phones: readonly DeskPhone[]): string => `
[general]
autofill=yes
persistentmembers=no
[${queueName}]
strategy=rrmemory
ringinuse=no
timeout=15
retry=1
wrapuptime=0
joinempty=yes
announce-frequency=0
musicclass=default
${phones.map(({ user }) => `member => PJSIP/${user}`).join('\n')}
`;

/** Calls a system for so many seconds, waits until the last call is over, and measures. */
export async function runPoint(system: QueueSystem, perSecond: number, seconds: number): Promise<Point> {
  const { callers, agents } = system;
  const since = new Date();
  agents.records = [];
  const before = usageOf(system.parts);
  const start = performance.now();
  const records = await callers.place(
    { number: system.number, to: system.sip, key: { digit: 1, afterMs: keyAfterMs }, holdMs },
    perSecond,
    seconds,
  );
  const elapsed = (performance.now() - start) / 1000;
  const after = usageOf(system.parts);
  await untilOver(system);
  const over = usageOf(system.parts);
  await untilQuiet(system);
  const percent = (part: keyof Usage): number => Math.round(((after[part] - before[part]) / elapsed) * 100);
  const cpuSeconds = (['asterisk', 'server', 'database'] as const).reduce(
    (sum, part) => sum + over[part] - before[part],
    0,
  );
  const measured = await measure(system, records, since);
  return {
    system: system.name,
    perSecond,
    calls: records.length,
    ...measured,
    answerP95Ms: quantile(
      records.flatMap(({ invitedAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - invitedAt])),
      0.95,
    ),
    repeatedInvites: records.reduce((sum, { repeatedInvites }) => sum + repeatedInvites, 0),
    asteriskPercent: percent('asterisk'),
    serverPercent: percent('server'),
    databasePercent: percent('database'),
    machinePercent: percent('machine'),
    cpuMsPerCall: (cpuSeconds * 1000) / records.length,
  };
}

/** Waits until neither side has a call any more; nobody is asked, because asking would cost the system that is measured. */
async function untilOver({ callers, agents }: QueueSystem): Promise<void> {
  for (const deadline = performance.now() + maxMsToQuiet; performance.now() < deadline; await sleep(20)) {
    if (callers.liveCalls === 0 && agents.liveLegs === 0) return;
  }
}

async function untilQuiet(system: QueueSystem): Promise<void> {
  const { callers, agents } = system;
  for (const deadline = performance.now() + maxMsToQuiet; performance.now() < deadline; await sleep(250)) {
    if (callers.liveCalls === 0 && agents.liveLegs === 0 && (await system.channels().catch(() => 1)) === 0) break;
  }
  callers.forgetAll();
  agents.forgetAll();
  await sleep(pauseMs);
}

async function measure(
  system: QueueSystem,
  records: readonly CallerRecord[],
  since: Date,
): Promise<Pick<Point, 'failures' | 'why' | 'delays'>> {
  const legs = legsOfCallers(system.agents.records, await system.callersOfLegs(since));
  const whys = records.flatMap((record) => failureOf(record, legs.get(record.caller) ?? []) ?? []);
  const counts = new Map<string, number>();
  for (const why of whys) counts.set(why, (counts.get(why) ?? 0) + 1);
  return {
    failures: whys.length,
    why: [...counts].map(([why, count]) => `${count} ${why}`).join(', '),
    delays: records.flatMap(({ caller, keyAt }) => {
      const first = legs.get(caller)?.[0];
      return first && keyAt !== null ? [first.invitedAt - keyAt] : [];
    }),
  };
}

function legsOfCallers(
  records: readonly AgentRecord[],
  numbers: Map<string, string> | null,
): Map<string, AgentRecord[]> {
  const legs = new Map<string, AgentRecord[]>();
  for (const record of records) {
    const caller = (numbers ? (numbers.get(record.shown) ?? '') : record.shown).replace('+86', '');
    const known = legs.get(caller);
    if (known) known.push(record);
    else legs.set(caller, [record]);
  }
  return legs;
}

/** Why a call was not what it should be, or null. */
function failureOf(call: CallerRecord, legs: readonly AgentRecord[]): string | null {
  if (call.refusal !== null) return `refused with ${call.refusal}`;
  if (call.answeredAt === null) return 'not answered';
  if (legs.length === 0) return 'reached no agent';
  const connected = legs.find(
    ({ connectedAt }) => connectedAt !== null && (call.hungUpAt === null || connectedAt < call.hungUpAt),
  );
  if (!connected) return 'not connected in time';
  if (call.cutAt !== null) return 'cut';
  if (call.hangUpAnsweredAt === null) return 'hanging up not answered';
  return legs.some(({ endedAt }) => endedAt === null) ? 'agent left in the call' : null;
}
