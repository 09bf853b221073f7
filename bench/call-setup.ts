/**
 * Setting calls up, menu → queue → agent: the whole product (facts written, screens told) against Asterisk's own app_queue, alternating in
 * one run on one machine. Options: --seconds=12 of each point, --agents=500, --screens=5, --most=200 calls a second.
 */
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { openQueueSystems, runPoint, type Point, type QueueSystem } from './peers/queue-systems.ts';

const standard = { seconds: 12, agents: 500, screens: 5, most: 200 } as const;

/** Rates at which the delays are compared, in calls a second, and how often each. */
const comparedRates = [25, 50];
const rounds = 2;
const step = 25;
/** The search for the highest rate ends when it is known this well. */
const resolution = 5;
const warmUp = { perSecond: 10, seconds: 5 };

interface Climb {
  system: QueueSystem;
  held: number;
  failed: number | null;
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const settings = numbersOf(options, standard);
    const systems = await openQueueSystems(settings, end);
    const points: Point[] = [];
    const run = async (system: QueueSystem, perSecond: number): Promise<Point> => {
      const point = await runPoint(system, perSecond, settings.seconds);
      points.push(point);
      console.log(sentence(point));
      return point;
    };
    for (const system of systems) await runPoint(system, warmUp.perSecond, warmUp.seconds);
    for (const rate of comparedRates)
      for (let round = 0; round < rounds; round++) for (const system of systems) await run(system, rate);
    const climbs = await climb(systems, settings.most, async (system, rate) => await isHeld(points, rate, system, run));
    const half = Math.round(climbs[0]!.held / 2);
    const runsAtHalf = (system: QueueSystem): number =>
      points.filter(({ system: name, perSecond }) => name === system.name && perSecond === half).length;
    for (let round = 0; round < (half > 0 ? rounds : 0); round++)
      for (const system of systems) if (runsAtHalf(system) <= round) await run(system, half);
    return figuresOf(points, climbs, half);
  });
export default measure;

/** A rate is held when a run has no failure; one run with failures may be repeated once, because other work on the machine can spoil it. */
async function isHeld(
  points: readonly Point[],
  rate: number,
  system: QueueSystem,
  run: (system: QueueSystem, rate: number) => Promise<Point>,
): Promise<boolean> {
  const before = points.filter((point) => point.system === system.name && point.perSecond === rate);
  if (before.length > 0) return before.some(({ failures }) => failures === 0);
  return (await run(system, rate)).failures === 0 || (await run(system, rate)).failures === 0;
}

/** Both go up in steps until they fail, and then each to and fro between its last good and its first bad rate. */
async function climb(
  systems: readonly QueueSystem[],
  most: number,
  isHeldAt: (system: QueueSystem, rate: number) => Promise<boolean>,
): Promise<Climb[]> {
  const climbs = systems.map((system): Climb => ({ system, held: 0, failed: null }));
  for (let rate = step; rate <= most && climbs.some(({ failed }) => failed === null); rate += step) {
    for (const one of climbs.filter(({ failed }) => failed === null)) await attempt(one, rate, isHeldAt);
  }
  while (climbs.some(isOpen))
    for (const one of climbs.filter(isOpen)) await attempt(one, Math.round((one.held + one.failed!) / 2), isHeldAt);
  return climbs;
}

const isOpen = ({ held, failed }: Climb): boolean => failed !== null && failed - held > resolution;

async function attempt(
  one: Climb,
  rate: number,
  isHeldAt: (system: QueueSystem, rate: number) => Promise<boolean>,
): Promise<void> {
  if (await isHeldAt(one.system, rate)) one.held = rate;
  else one.failed = rate;
}

/** `half` is half of the rate that the product sustains. */
function figuresOf(points: readonly Point[], climbs: readonly Climb[], half: number): Figures {
  const [ours, theirs] = climbs as [Climb, Climb];
  const runs = (climbed: Climb, rate: number): Point[] =>
    points.filter((point) => point.system === climbed.system.name && point.perSecond === rate);
  const p95 = (climbed: Climb, rate: number): number =>
    quantile(
      runs(climbed, rate).flatMap(({ delays }) => delays),
      0.95,
    );
  const cpuMs = (climbed: Climb, rate: number): number => {
    const found = runs(climbed, rate);
    return (
      found.reduce((sum, { cpuMsPerCall, calls }) => sum + cpuMsPerCall * calls, 0) /
      found.reduce((sum, { calls }) => sum + calls, 0)
    );
  };
  const differences = comparedRates.map((rate) => p95(ours, rate) - p95(theirs, rate));
  const costRates = [...new Set([Math.max(...comparedRates), half])];
  return {
    figures: {
      ratio: rounded(ours.held / theirs.held, 2),
      cpuRatio: rounded(Math.max(...costRates.map((rate) => cpuMs(ours, rate) / cpuMs(theirs, rate))), 2),
      halfP95Ratio: rounded(p95(ours, half) / p95(theirs, half), 2),
      p95DelayMs: rounded(Math.max(...differences)),
      callsPerSecond: ours.held,
      appQueueCallsPerSecond: theirs.held,
      ...Object.fromEntries(
        costRates.flatMap((rate) => [
          [`cpuMsPerCallAt${rate}`, rounded(cpuMs(ours, rate))],
          [`appQueueCpuMsPerCallAt${rate}`, rounded(cpuMs(theirs, rate))],
        ]),
      ),
      ...Object.fromEntries(
        [...new Set([...comparedRates, half])].flatMap((rate) => [
          [`p95MsAt${rate}`, rounded(p95(ours, rate))],
          [`appQueueP95MsAt${rate}`, rounded(p95(theirs, rate))],
        ]),
      ),
    },
    targets: { ratio: { least: 1.05 }, cpuRatio: { most: 1.4 }, halfP95Ratio: { most: 2 }, p95DelayMs: { most: 50 } },
    table: points.map(rowOf),
  };
}

const rowOf = (point: Point): Record<string, string | number> => ({
  system: point.system,
  perSecond: point.perSecond,
  calls: point.calls,
  failures: point.failures,
  p50Ms: rounded(quantile(point.delays, 0.5)),
  p95Ms: rounded(quantile(point.delays, 0.95)),
  maxMs: rounded(quantile(point.delays, 1)),
  answerP95Ms: rounded(point.answerP95Ms),
  repeatedInvites: point.repeatedInvites,
  asteriskPercent: point.asteriskPercent,
  serverPercent: point.serverPercent,
  databasePercent: point.databasePercent,
  machinePercent: point.machinePercent,
  cpuMsPerCall: rounded(point.cpuMsPerCall),
  why: point.why,
});

const sentence = (point: Point): string => {
  const row = rowOf(point);
  return (
    `${row['system']} ${row['perSecond']}/s: ${row['failures']} of ${row['calls']} failed ${row['why']}, p95 ${row['p95Ms']} ms, ` +
    `Asterisk ${row['asteriskPercent']} %, server ${row['serverPercent']} %, database ${row['databasePercent']} %, ` +
    `machine ${row['machinePercent']} %, ${row['cpuMsPerCall']} ms of processor a call`
  );
};
