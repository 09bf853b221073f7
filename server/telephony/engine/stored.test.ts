import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReady, type Agent, type SavedAgent } from '@bahu/domain/agents/agent.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import { newAgent } from '@bahu/domain/callcontrol/phone.ts';
import { anyHistory, live } from '@bahu/domain/callcontrol/test-random.ts';
import { simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import { agentState } from './batch.ts';
import { restoreAgent } from './load.ts';

const savedKeys = Object.keys(simulatedAgent(0)) as (keyof SavedAgent)[];
/** What was set up for them, without what is live. */
const savedOf = (agent: Agent): SavedAgent =>
  Object.fromEntries(savedKeys.map((key) => [key, agent[key]])) as unknown as SavedAgent;
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What a restart would make of this moment, compared with the moment. Who is reachable is asked of the media server. */
function compare({ agents, calls }: TenantState): void {
  const read = new Map<string, Call>([...calls].map(([id, call]) => [id, stored(call)]));
  for (const [id, call] of calls) expect(read.get(id)).toEqual(call);
  for (const agent of agents.values())
    expect({
      ...restoreAgent(newAgent(savedOf(agent), 0), stored(agentState(agent)), read),
      isRegistered: agent.isRegistered,
    }).toEqual(agent);
}

test('[A2.10] whatever has happened, a moment that is stored and read back is the same: also of agents with two calls, or lost phones', () => {
  const seen = { two: 0, lost: 0 };
  fc.assert(
    fc.property(anyHistory, (history) =>
      live(history, (state) => {
        compare(state);
        for (const { second } of state.agents.values()) if (second) seen.two++;
        for (const { parties } of state.calls.values())
          if (parties.some((party) => party.state === 'lost')) seen.lost++;
      }),
    ),
    { numRuns: 100, seed: 20_261_128 },
  );
  expect(Math.min(seen.two, seen.lost)).toBeGreaterThan(100);
});

test('[A2.4] [A2.10] an agent who was offline with a session has no phone after a restart until it is back, and every other has theirs', () => {
  const fresh = newAgent(simulatedAgent(0), 0);
  const restored = (state: Agent['state'], sessionId: string | null) => {
    const agent = restoreAgent(fresh, agentState({ ...fresh, state, sessionId }), new Map());
    return [agent.state, agent.isRegistered, isReady(agent)];
  };
  expect(restored('ready', 's')).toEqual(['ready', true, true]);
  expect(restored('offline', 's')).toEqual(['offline', false, false]);
  expect(restored('offline', null)).toEqual(['offline', false, false]);
});

test('[U5] [A2.10] an agent is signed out of their queues after a restart as before, and of none when a server of before has stored them', () => {
  const fresh = newAgent(simulatedAgent(0), 0);
  const { signedOutOf, ...before } = agentState({ ...fresh, signedOutOf: ['queue-1'] });
  expect(restoreAgent(fresh, { ...before, signedOutOf }, new Map()).signedOutOf).toEqual(['queue-1']);
  expect(restoreAgent(fresh, before as ReturnType<typeof agentState>, new Map()).signedOutOf).toEqual([]);
});
