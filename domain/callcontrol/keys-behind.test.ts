/** An extension behind the number that an agent dialled: its keys are sent once, to whoever answered. */
import { describe, expect, test } from 'vitest';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { applyChange, emptyState, type Change } from './transition.ts';
import type { Event } from './event.ts';
import { reduce } from './reduce.ts';

const begin = 1_750_000_000_000;
const me = agentId(0);
const [own, far] = ['call-1.1', 'call-1.2'];

/** A call placed by an agent, as far as the events lead; `at` counts milliseconds from the beginning. */
function placed(keys: string | undefined, ...steps: [at: number, event: Event][]): Change {
  const configuration = simulatedConfiguration(2);
  let state = emptyState(configuration);
  let change: Change;
  const apply = (at: number, event: Event): void => {
    change = reduce(state, event, begin + at);
    state = applyChange(state, change);
  };
  apply(0, { type: 'configured', configuration });
  apply(0, { type: 'agent-saved', agent: simulatedAgent(0, { isRecorded: false }) });
  apply(0, { type: 'phone-registered', agentId: me });
  const target = {
    kind: 'external',
    number: '+8675526540709' as DialNumber,
    trunkId: simulatedTrunk,
    callerId: simulatedDid,
    ...(keys !== undefined && { keys }),
  } as const;
  apply(0, { type: 'place', callId: 'call-1', agentId: me, target, customerId: null, customerName: null });
  for (const [at, event] of steps) apply(at, event);
  return change!;
}
const dialled: [number, Event][] = [
  [100, { type: 'leg-ready', legId: own }],
  [200, { type: 'leg-ready', legId: far }],
];
const answered: [number, Event] = [5000, { type: 'leg-answered', legId: far }];
const due: Event = { type: 'deadline', callId: 'call-1', name: `keys/${far}` };
const sent = (change: Change) => [...change.commands.values()].flat().filter((command) => command.do === 'send-digits');

describe('the keys behind a number', () => {
  test.each<[string, string | undefined, [number, Event][], unknown[]]>([
    [
      'are sent to the other party two seconds after the answer',
      '8001',
      [...dialled, answered, [7000, due]],
      [{ do: 'send-digits', legId: far, digits: '8001' }],
    ],
    ['are not sent a moment earlier', '8001', [...dialled, answered, [6999, due]], []],
    ['are not sent with the answer itself', '8001', [...dialled, answered], []],
    ['are not sent while it rings', '8001', [...dialled, [7000, due]], []],
    ['are sent once', '8001', [...dialled, answered, [7000, due], [9000, due]], []],
    ['are not sent where there are none', '', [...dialled, answered, [7000, due]], []],
    ['are not sent where none were asked for', undefined, [...dialled, answered, [7000, due]], []],
    [
      "are sent while the call is on hold, which is the agent's affair",
      '8001',
      [...dialled, answered, [6000, { type: 'hold', agentId: me, callId: 'call-1' }], [7000, due]],
      [{ do: 'send-digits', legId: far, digits: '8001' }],
    ],
    [
      'are not sent when the other party has gone',
      '8001',
      [...dialled, answered, [6000, { type: 'leg-gone', legId: far, cause: 16, sipCode: null }], [7000, due]],
      [],
    ],
  ])('[A2.1] %s', (_what, keys, steps, commands) => {
    expect(sent(placed(keys, ...steps))).toEqual(commands);
  });

  test('[A2.1] are not kept once they were sent, and nothing of them is due any more', () => {
    expect(placed('8001', ...dialled, answered, [7000, due]).calls.get('call-1')).toMatchObject({
      parties: [{ id: own }, { id: far, keysToSend: '' }],
      deadlines: {},
    });
  });

  test('[A2.1] are in the record by their count alone', () => {
    expect(placed('8001', ...dialled, answered, [7000, due]).facts.map(({ fact }) => fact)).toEqual([
      { type: 'digits-sent', count: 4 },
    ]);
  });
});
