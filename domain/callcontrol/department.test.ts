import { describe, expect, test } from 'vitest';
import type { Call } from './call.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { applyChange, emptyState, type TenantState } from './transition.ts';
import type { Configuration } from './configuration.ts';
import { departmentOfCall } from './department.ts';
import type { Event } from './event.ts';
import { reduce } from './reduce.ts';

const now = 1_750_000_000_000;
const did = `${simulatedTrunk}/${simulatedDid}`;
const all = { 'queue-1': 'of-queue', 'menu-1': 'of-menu', [did]: 'of-number' };

describe('[R1] a call belongs to the department of', () => {
  const stateWith = (departments: Record<string, string>): TenantState => {
    const configuration = { ...simulatedConfiguration(1), departments: new Map(Object.entries(departments)) };
    let state = emptyState(configuration);
    for (const [i, departmentId] of ['of-agent', null].entries()) {
      state = applyChange(
        state,
        reduce(state, { type: 'agent-saved', agent: simulatedAgent(i, { departmentId }) }, now),
      );
    }
    return state;
  };
  const call: Parameters<typeof departmentOfCall>[1] = {
    agentId: null,
    queueId: null,
    menuId: null,
    trunkId: simulatedTrunk,
    ownNumber: simulatedDid,
  };

  test.each<[string, Partial<typeof call>, Record<string, string>, string | null]>([
    [
      'its agent, whatever it came through',
      { agentId: agentId(0), queueId: 'queue-1', menuId: 'menu-1' },
      all,
      'of-agent',
    ],
    [
      'nobody when its agent is in none: it is that agent’s',
      { agentId: agentId(1), queueId: 'queue-1', menuId: 'menu-1' },
      all,
      null,
    ],
    ['its queue when no agent has it', { queueId: 'queue-1', menuId: 'menu-1' }, all, 'of-queue'],
    ['its queue when its agent was deleted', { agentId: 'gone', queueId: 'queue-1' }, all, 'of-queue'],
    ['its menu when it reached no queue', { menuId: 'menu-1' }, all, 'of-menu'],
    ['its menu when the queue has none', { queueId: 'queue-1', menuId: 'menu-1' }, { 'menu-1': 'of-menu' }, 'of-menu'],
    ['the dialled number when it reached no menu', {}, all, 'of-number'],
    [
      'the dialled number when neither queue nor menu has one',
      { queueId: 'queue-1', menuId: 'menu-1' },
      { [did]: 'of-number' },
      'of-number',
    ],
    ['nobody when none of them has one', { queueId: 'queue-1', menuId: 'menu-1' }, {}, null],
    ['nobody when another number was dialled', { ownNumber: '+867550000009' }, all, null],
  ])('%s', (_title, change, departments, expected) => {
    expect(departmentOfCall(stateWith(departments), { ...call, ...change })).toBe(expected);
  });
});

describe('[R1] a caller whom nobody answered', () => {
  const configuration: Configuration = { ...simulatedConfiguration(0), departments: new Map(Object.entries(all)) };
  const play = (given: Configuration, ...events: Event[]) => {
    let state = emptyState(given);
    let last: Call | null = null;
    for (const event of events) {
      const change = reduce(state, event, now);
      state = applyChange(state, change);
      last = [...change.calls.values()].at(-1) ?? last;
    }
    return { outcome: last!.outcome, department: departmentOfCall(state, last!) };
  };
  const arrival: Event = {
    type: 'inbound',
    callId: 'call',
    legId: 'leg',
    trunkId: simulatedTrunk,
    dialed: simulatedDid,
    caller: '+8615400000001',
    callerName: '',
    isOverCapacity: false,
  };
  const leaves: Event = { type: 'leg-gone', legId: 'leg', cause: 16, sipCode: null };
  const presses: Event = { type: 'digit', legId: 'leg', digit: '1' };
  const full: Configuration = {
    ...configuration,
    queues: new Map([...configuration.queues].map(([id, queue]) => [id, { ...queue, maxWaiting: 0 }])),
  };

  test.each<[string, Configuration, Event[], string, string]>([
    ['who left in the queue is the queue’s', configuration, [arrival, presses, leaves], 'abandoned-queue', 'of-queue'],
    ['who found the queue full is the queue’s', full, [arrival, presses], 'in-progress', 'of-queue'],
    ['who left in the menu is the menu’s', configuration, [arrival, leaves], 'abandoned-menu', 'of-menu'],
    [
      'who was refused at the number is the number’s',
      { ...configuration, licensedChannels: 0 },
      [arrival],
      'refused',
      'of-number',
    ],
  ])('%s', (_title, given, events, outcome, department) => {
    expect(play(given, { type: 'configured', configuration: given }, ...events)).toEqual({ outcome, department });
  });
});
