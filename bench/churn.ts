/**
 * Calls that come and go for a long time, 50 at once: what the server keeps of them. Its heap after a collection, minute by minute; and when all is over,
 * whether handles, channels, bridges and connections are as many as before, and the ledger closes.
 * Options: --minutes=60 --calls=50 --talk=20 seconds each, --warm=5 minutes before that count for nothing.
 */
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeLedger } from '@bahu/e2e/support/ledger.ts';
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { Inside, inspectable } from './measuring/inside.ts';
import { numbersOf } from './measuring/options.ts';
import { rounded } from './measuring/quantile.ts';
import type { CallerRecord, Callers } from './peers/callers.ts';
import { agentPorts, callers as callersPlace, rtpPorts, siteHost, sitePorts } from './peers/places.ts';
import { openAgentAudio, openAgents, openCallers } from './peers/sides.ts';
import { startWholeSite, type WholeSite } from './peers/whole-site.ts';

const standard = { minutes: 60, calls: 50, talk: 20, warm: 5 };
type Settings = typeof standard;

const inspectPort = sitePorts.http + 90;
const tones = { caller: 440, agent: 1000 } as const;
const key = { digit: 1, afterMs: 500 } as const;
const ringMs = 300;
/** Of a call beside its talk: greeting, ringing, and the way in between. */
const aroundSeconds = 1.5;
/** After the last call: connections of a pool that nobody uses are closed by then, and the browser's last call has left the desk. */
const restMs = 45_000;
const lookEveryMs = 15_000;
/** Recordings are finished by jobs, one after the other. */
const maxMsToFinish = 300_000;

/** What is there of everything that may be left behind. */
interface Standing {
  readonly handles: number;
  readonly channels: number;
  readonly bridges: number;
  readonly connections: number;
  readonly mediaServerFiles: number;
}
interface Look {
  readonly atMs: number;
  readonly heapMb: number;
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const settings = numbersOf(options, standard);
    const { whole, callers } = await openFloor(settings, end);
    const { site } = whole;
    const inside = await Inside.of(site.pid(), inspectPort);
    end.with(() => inside.close());
    const records: CallerRecord[] = [];
    const churn = (minutes: number): Promise<Look[]> =>
      comeAndGo({ whole, callers, inside, records }, settings, minutes);
    await churn(settings.warm);
    const before = await standing(whole, inside);
    const looks = await churn(settings.minutes);
    const after = await standing(whole, inside);
    const complaints = await closeLedger(site, { calls: records.length }, maxMsToFinish);
    for (const complaint of complaints) console.error(complaint);
    return figuresOf({ looks, before, after, records, complaints: complaints.length });
  });
export default measure;

async function openFloor({ calls }: Settings, end: End): Promise<{ whole: WholeSite; callers: Callers }> {
  const agents = calls + 10;
  const whole = await startWholeSite({
    agents,
    screens: 5,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callersPlace.sip,
    isRecorded: true,
    env: inspectable(inspectPort),
  });
  end.with(() => whole.stop());
  const callers = await openCallers(end);
  const media = await openAgentAudio(end);
  await openAgents(
    { port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs, tone: tones.agent },
    end,
  );
  await whole.untilReady(agents);
  return { whole, callers };
}

interface Floor {
  whole: WholeSite;
  callers: Callers;
  inside: Inside;
  records: CallerRecord[];
}

/** So many calls at once for so many minutes; the heap is looked at when all of them are up. */
async function comeAndGo(
  { whole, callers, inside, records }: Floor,
  { calls, talk }: Settings,
  minutes: number,
): Promise<Look[]> {
  const plan = {
    number: whole.site.tenant.did,
    to: whole.sip,
    key,
    holdMs: talk * 1000,
    tone: tones.caller,
  } as const;
  const seconds = minutes * 60;
  const placed = callers.place(plan, calls / (talk + aroundSeconds), seconds);
  const looks: Look[] = [];
  const since = performance.now();
  await sleep((talk + aroundSeconds) * 1000);
  while (performance.now() - since < seconds * 1000) {
    looks.push({ atMs: performance.now(), heapMb: await inside.heapMb() });
    await sleep(lookEveryMs);
  }
  records.push(...(await placed));
  for (const deadline = performance.now() + 60_000; callers.liveCalls > 0 && performance.now() < deadline;)
    await sleep(100);
  await sleep(restMs);
  return looks;
}

async function standing({ site }: WholeSite, inside: Inside): Promise<Standing> {
  const count = async (path: string): Promise<number> => (await site.ari.request<unknown[]>('GET', path)).length;
  const [row] = await site.sql<{ connections: number }>(
    'select count(*)::int as connections from pg_stat_activity where datname = current_database()',
  );
  const handles = await inside.handles();
  console.log(JSON.stringify(handles));
  return {
    // Timers come and go with the moment; what is left behind by calls would be sockets.
    handles: Object.entries(handles).reduce((sum, [kind, many]) => sum + (kind === 'Timeout' ? 0 : many), 0),
    channels: await count('/channels'),
    bridges: await count('/bridges'),
    connections: row!.connections,
    mediaServerFiles: readdirSync(`/proc/${site.asteriskPid()}/fd`).length,
  };
}

/** Megabytes an hour: the straight line that fits the looks best. */
function slopeOf(looks: readonly Look[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [hours, heap] = [looks.map(({ atMs }) => atMs / 3_600_000), looks.map(({ heapMb }) => heapMb)];
  const [middle, level] = [mean(hours), mean(heap)];
  const spread = hours.reduce((sum, at) => sum + (at - middle) ** 2, 0);
  return spread === 0 ? 0 : hours.reduce((sum, at, i) => sum + (at - middle) * (heap[i]! - level), 0) / spread;
}

interface Outcome {
  looks: readonly Look[];
  before: Standing;
  after: Standing;
  records: readonly CallerRecord[];
  complaints: number;
}

function figuresOf({ looks, before, after, records, complaints }: Outcome): Figures {
  const names = Object.keys(before) as (keyof Standing)[];
  const left = names.reduce((sum, name) => sum + Math.max(0, after[name] - before[name]), 0);
  const failures = records.filter(({ refusal, keyAt, cutAt }) => refusal !== null || keyAt === null || cutAt !== null);
  return {
    figures: {
      heapSlopeMbPerHour: rounded(slopeOf(looks), 2),
      left,
      ledgerComplaints: complaints,
      failures: failures.length,
      calls: records.length,
    },
    targets: {
      heapSlopeMbPerHour: { most: 1 },
      left: { most: 0 },
      ledgerComplaints: { most: 0 },
      failures: { most: 0 },
    },
    table: [
      ...names.map((what) => ({ what, before: before[what], after: after[what] })),
      { what: 'heapMb', before: rounded(looks[0]?.heapMb ?? 0), after: rounded(looks.at(-1)?.heapMb ?? 0) },
    ],
  };
}
