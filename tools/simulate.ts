/**
 * `npm run simulate [-- --agents 10000 --calls 200000 --seed 1]`: a day of the real rules under a virtual clock, checked at its end and, with
 * --strict, at every moment.
 */
import { parseArgs } from 'node:util';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { violationsOfState, violationsOfEnd } from '@bahu/domain/simulation/violations.ts';
import { agentId, simulatedCallId, Simulation } from '@bahu/domain/simulation/simulation.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '10000' },
    calls: { type: 'string', default: '200000' },
    hours: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    strict: { type: 'boolean', default: false },
  },
});
const [agents, calls, hours, seed] = [
  Number(values.agents),
  Number(values.calls),
  Number(values.hours),
  Number(values.seed),
];
const simulation = new Simulation(simulatedConfiguration(agents, { channels: calls }), agents, seed);
for (let i = 0; i < calls; i++) {
  simulation.later(simulation.random() * hours * 3600, {
    type: 'inbound',
    callId: simulatedCallId(i),
    legId: `in-${i}`,
    trunkId: simulatedTrunk,
    dialed: simulatedDid,
    caller: `+86139${String(i).padStart(8, '0')}`,
    callerName: '',
    isOverCapacity: false,
  });
}
for (let i = 0; i < agents; i++) {
  simulation.later(simulation.random() * hours * 3600, { type: 'choose-state', agentId: agentId(i), chosen: 'away' });
  simulation.later(simulation.random() * hours * 3600, { type: 'choose-state', agentId: agentId(i), chosen: 'ready' });
}

const start = performance.now();
const wrong: string[] = [];
simulation.run(Infinity, values.strict ? ({ state }) => wrong.push(...violationsOfState(state)) : undefined);
const seconds = (performance.now() - start) / 1000;
wrong.push(...violationsOfState(simulation.state), ...violationsOfEnd(simulation, calls));

const outcomes = new Map<string, number>();
for (const call of simulation.ended) outcomes.set(call.outcome, (outcomes.get(call.outcome) ?? 0) + 1);
const waits = simulation.ended
  .filter((call) => call.queuedAt !== null && call.answeredAt !== null)
  .map((call) => (call.answeredAt! - call.queuedAt!) / 1000)
  .sort((a, b) => a - b);
console.table(Object.fromEntries(outcomes));
console.log(
  `${agents} agents, ${calls} calls in ${hours} hours: ${simulation.eventCount} events in ${seconds.toFixed(1)} s`,
);
console.log(
  `waited until the answer: median ${(waits[waits.length >> 1] ?? 0).toFixed(1)} s, 95 % within ${(waits[Math.floor(waits.length * 0.95)] ?? 0).toFixed(1)} s`,
);
console.log(wrong.length === 0 ? 'nothing is violated' : wrong.slice(0, 20).join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);
