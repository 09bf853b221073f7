/**
 * The reducers alone: events a second of processor time, so that other work on the machine counts little, and whether memory grows.
 * The goal is ours (at least 100,000 a second, memory flat).
 * Options: --seconds=15 in all, --agents=200.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { simulatedCallId, usualBehaviour, Simulation } from '@bahu/domain/simulation/simulation.ts';
import type { Change } from '@bahu/domain/callcontrol/transition.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { numbersOf } from './measuring/options.ts';

const parts = 5;
/** Until the engine has compiled what runs often. */
const warmUpSeconds = 2;
/** Calls that are begun at a time, within so many seconds of the simulation's time; the next ones begin when these are over. */
const wave = { calls: 500, seconds: 150 } as const;

/** Of the calls that an agent answers: they ask a colleague, go to and fro between both, and then bring both together, let go, or hand over. */
const consulting = 0.2;
const endings = ['merge', 'stop-consult', 'complete-transfer', 'complete-transfer'] as const;

function consult(simulation: Simulation, { facts }: Change): void {
  for (const { callId, fact } of facts) {
    const agent = fact.type === 'agent-answered' ? simulation.state.calls.get(callId)?.agentId : null;
    if (!agent || simulation.random() > consulting) continue;
    simulation.later(1, {
      type: 'consult',
      agentId: agent,
      callId,
      target: { kind: 'queue', queueId: anyQueue(simulation) },
    });
    simulation.later(8, { type: 'swap', agentId: agent, callId });
    simulation.later(11, { type: endings[Math.floor(simulation.random() * endings.length)]!, agentId: agent, callId });
  }
}

const anyQueue = (simulation: Simulation): string => simulation.state.configuration.queues.keys().next().value!;

/** Begins calls in waves for so many seconds of real time. Returns the events that the reducers saw, the calls, and the seconds of processor that they took. */
function runFor(
  simulation: Simulation,
  seconds: number,
  firstCall: number,
): { events: number; calls: number; took: number } {
  const before = simulation.eventCount;
  const [start, used] = [performance.now(), process.cpuUsage()];
  let calls = 0;
  while (performance.now() - start < seconds * 1000) {
    for (let i = 0; i < wave.calls; i++, calls++) {
      const at = firstCall + calls;
      simulation.later(simulation.random() * wave.seconds, {
        type: 'inbound',
        callId: simulatedCallId(at),
        legId: `in-${at}`,
        trunkId: simulatedTrunk,
        dialed: simulatedDid,
        caller: '+8613900000042',
        callerName: '',
        isOverCapacity: false,
      });
    }
    simulation.run(Infinity, (_, change) => consult(simulation, change));
  }
  const { user, system } = process.cpuUsage(used);
  return { events: simulation.eventCount - before, calls, took: (user + system) / 1e6 };
}

/** Collected before it is looked at, or the figure is an accident. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

const measure: Measurement = async (options) => {
  const { seconds, agents } = numbersOf(options, { seconds: 15, agents: 200 });
  const simulation = new Simulation(simulatedConfiguration(agents), agents, 1, { ...usualBehaviour, talkSeconds: 20 });
  simulation.keepsEnded = false;
  let consultations = 0;
  simulation.onFacts = (facts) => {
    for (const { fact } of facts) if (fact.type === 'consult-answered') consultations++;
  };
  let done = runFor(simulation, warmUpSeconds, 0).calls;
  const heapBefore = heapMb();
  const table: Record<string, number>[] = [];
  const sum = { events: 0, took: 0 };
  for (let part = 0; part < parts; part++) {
    const { events, calls, took } = runFor(simulation, seconds / parts, done);
    done += calls;
    sum.events += events;
    sum.took += took;
    const row = {
      calls,
      eventsPerSecond: Math.round(events / took),
      eventsPerCall: Number((events / calls).toFixed(1)),
      heapMb: Math.round(heapMb()),
      callsLeft: simulation.state.calls.size,
    };
    console.log(
      `${row.eventsPerSecond} events a second, ${row.calls} calls with ${row.eventsPerCall} events each, heap ${row.heapMb} MB`,
    );
    table.push(row);
  }
  return {
    figures: {
      eventsPerSecond: Math.round(sum.events / sum.took),
      heapGrowthMb: Math.round(heapMb() - heapBefore),
      events: sum.events,
      consultations,
    },
    targets: { eventsPerSecond: { least: 100_000 }, heapGrowthMb: { most: 5 } },
    table,
  };
};
export default measure;
