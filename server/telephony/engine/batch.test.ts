import { describe, expect, test } from 'vitest';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { simulatedCallId } from '@bahu/domain/simulation/simulation.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import { applyChange, emptyState } from '@bahu/domain/callcontrol/transition.ts';
import { emptyBatch, payloadOf, Written, type Payload } from './batch.ts';

const id = simulatedCallId(1);
const nobody = { ofCall: () => null, ofSegment: () => null, keepsConsultations: () => false, timesOf: () => [] };
const inbound: Event = {
  type: 'inbound',
  callId: id,
  legId: 'in-1',
  trunkId: simulatedTrunk,
  dialed: simulatedDid,
  caller: '+8613900000042',
  callerName: '',
  isOverCapacity: false,
};

/** What each event of a call has written, a second apart. */
function payloadsOf(events: readonly Event[], written = new Written(), refusedAt = -1): Payload[] {
  let state = emptyState(simulatedConfiguration(1));
  return events.map((event, i) => {
    const now = 1_750_000_000_000 + i * 1000;
    const change = reduce(state, event, now);
    state = applyChange(state, change);
    if (i === refusedAt) written.forget([id]);
    return payloadOf({ ...emptyBatch(), calls: new Map(change.calls), facts: [...change.facts] }, now, nobody, written);
  });
}

describe('[A2.10] the rows of a batch', () => {
  test('[A2.10] a call whose row says the same but for running seconds is not written again, its live state is', () => {
    const heard: Event = { type: 'playback-ended', legId: 'in-1', playbackId: `${id}.p2` };
    const [first, second, third] = payloadsOf([
      inbound,
      heard,
      { type: 'leg-gone', legId: 'in-1', cause: 16, sipCode: null },
    ]);
    expect([first, second, third].map((payload) => payload!.calls.length)).toEqual([1, 0, 1]);
    expect(second!.legs).toEqual([]);
    expect([first, second].map((payload) => payload!.live[0]!.state !== null)).toEqual([true, true]);
    expect(third!.live).toEqual([{ kind: 'call', id, state: null, version: 3 }]);
    expect(third!.calls[0]).toMatchObject({ id, version: 3, outcome: 'abandoned-menu' });
  });

  test('[A2.10] a call of which the database has refused something is written again with its next change, as a whole', () => {
    const [first, second] = payloadsOf(
      [inbound, { type: 'playback-ended', legId: 'in-1', playbackId: `${id}.p2` }],
      new Written(),
      1,
    );
    expect([second!.calls.length, second!.legs, second!.segments]).toEqual([1, first!.legs, first!.segments]);
  });
});
