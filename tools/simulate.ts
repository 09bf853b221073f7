/**
 * `npm run simulate [-- --agents 10000 --calls 200000 --seed 1]`: a day of the real rules under a virtual clock, judged at its end and, with
 * --strict, at every moment.
 */
import { parseArgs } from 'node:util';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { judgeState, judgeEnd } from '@bahu/domain/simulation/judge.ts';
import { agentId, simulatedCallId, World } from '@bahu/domain/simulation/world.ts';

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
const world = new World(simulatedConfiguration(agents, { channels: calls }), agents, seed);
for (let i = 0; i < calls; i++) {
  world.later(world.random() * hours * 3600, {
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
  world.later(world.random() * hours * 3600, { type: 'choose-state', agentId: agentId(i), chosen: 'away' });
  world.later(world.random() * hours * 3600, { type: 'choose-state', agentId: agentId(i), chosen: 'ready' });
}

const start = performance.now();
const wrong: string[] = [];
world.run(Infinity, values.strict ? ({ state }) => wrong.push(...judgeState(state)) : undefined);
const seconds = (performance.now() - start) / 1000;
wrong.push(...judgeState(world.state), ...judgeEnd(world, calls));

const outcomes = new Map<string, number>();
for (const call of world.ended) outcomes.set(call.outcome, (outcomes.get(call.outcome) ?? 0) + 1);
const waits = world.ended
  .filter((call) => call.queuedAt !== null && call.answeredAt !== null)
  .map((call) => (call.answeredAt! - call.queuedAt!) / 1000)
  .sort((a, b) => a - b);
console.table(Object.fromEntries(outcomes));
console.log(
  `${agents} agents, ${calls} calls in ${hours} hours: ${world.eventCount} events in ${seconds.toFixed(1)} s`,
);
console.log(
  `waited until the answer: median ${(waits[waits.length >> 1] ?? 0).toFixed(1)} s, 95 % within ${(waits[Math.floor(waits.length * 0.95)] ?? 0).toFixed(1)} s`,
);
console.log(wrong.length === 0 ? 'the judge found nothing wrong' : wrong.slice(0, 20).join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);
