/** The reducers alone: events a second on one core, and memory over a million calls. The goal is ours (issue: at least 100,000 a second, memory flat). */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { simulatedCallId, usualBehaviour, World } from '@bahu/domain/simulation/world.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';

const agents = 200;
const callsInAll = 1_000_000;
/** Calls that are begun at a time; the next thousand begins when these are over. */
const wave = 1000;

/** Runs calls through a world and returns the events that the reducers saw. */
function runCalls(world: World, from: number, to: number): number {
  const before = world.eventCount;
  for (let first = from; first < to; first += wave) {
    for (let i = first; i < Math.min(to, first + wave); i++) {
      world.later(world.random() * 300, {
        type: 'inbound', callId: simulatedCallId(i), legId: `in-${i}`, trunkId: simulatedTrunk, dialed: simulatedDid, caller: '+8613900000042', callerName: '', isOverCapacity: false,
      });
    }
    world.run(Infinity);
  }
  return world.eventCount - before;
}

/** Collected before it is looked at, or the figure is an accident. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

const measure: Measurement = async () => {
  const world = new World(simulatedConfiguration(agents), agents, 1, { ...usualBehaviour, talkSeconds: 20 });
  world.keepsEnded = false;
  runCalls(world, 0, 20_000);
  const table: Record<string, number>[] = [];
  const heaps: number[] = [];
  let events = 0;
  const start = performance.now();
  for (let done = 0; done < callsInAll; done += callsInAll / 5) {
    const partStart = performance.now();
    const partEvents = runCalls(world, 20_000 + done, 20_000 + done + callsInAll / 5);
    events += partEvents;
    heaps.push(heapMb());
    table.push({ calls: done + callsInAll / 5, eventsPerSecond: Math.round(partEvents / ((performance.now() - partStart) / 1000)), heapMb: Math.round(heaps.at(-1)!), callsLeft: world.state.calls.size });
  }
  const eventsPerSecond = Math.round(events / ((performance.now() - start) / 1000));
  const heapGrowthMb = Math.round(heaps.at(-1)! - heaps[0]!);
  return { figures: { eventsPerSecond, heapGrowthMb, events }, targets: { eventsPerSecond: { least: 100_000 }, heapGrowthMb: { most: 20 } }, table };
};
export default measure;
