import { describe, expect, it } from 'vitest';
import { decide, readInvite } from './invite.ts';

const headers = (given: Record<string, string>) => (name: string) => given[name];
const up = (legId: string) => ({ legId, state: 'up' as const });
const offered = { legId: 'call.2', isAutomatic: false };

describe('calls offered to the softphone', () => {
  it('reads the leg and whether to answer by itself', () => {
    expect(readInvite(headers({ 'X-Bahu-Leg': ' call.2 ', 'X-Bahu-Answer': 'auto' }))).toEqual({
      legId: 'call.2',
      isAutomatic: true,
    });
    expect(readInvite(headers({ 'X-Bahu-Leg': 'call.2' }))).toEqual(offered);
  });

  it('refuses calls without our header', () => {
    expect(readInvite(headers({}))).toBeNull();
    expect(decide(null, [])).toEqual({ do: 'refuse' });
  });

  it('takes a call when there is none', () => {
    expect(decide(offered, [])).toEqual({ do: 'take', instead: null });
  });

  it('[A2.10] gives up what is left of a call for its re-attachment', () => {
    const invite = { legId: 'call.3', isAutomatic: true };
    expect(decide(invite, [up('call.2')])).toEqual({ do: 'take', instead: 'call.2' });
    expect(decide(invite, [up('other.1'), up('call.2')])).toEqual({ do: 'take', instead: 'call.2' });
  });

  it('[A2.6] takes a second call beside one that is up', () => {
    expect(decide({ legId: 'other.1', isAutomatic: false }, [up('call.2')])).toEqual({ do: 'take', instead: null });
  });

  it('[A2.6] is busy for a third, and gives up the one without sound for a third that the agent has asked for', () => {
    const two = [up('call.2'), up('other.1')];
    expect(decide({ legId: 'third.1', isAutomatic: false }, two)).toEqual({ do: 'busy' });
    expect(decide({ legId: 'third.1', isAutomatic: true }, two)).toEqual({ do: 'take', instead: 'other.1' });
  });
});
