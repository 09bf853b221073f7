import { describe, expect, it } from 'vitest';
import { judge, readInvite } from './invite.ts';

const headers = (given: Record<string, string>) => (name: string) => given[name];
const offered = { legId: 'call.2', isAutomatic: false };

describe('calls offered to the softphone', () => {
  it('reads the leg and whether to answer by itself', () => {
    expect(readInvite(headers({ 'X-Bahu-Leg': ' call.2 ', 'X-Bahu-Answer': 'auto' }))).toEqual({ legId: 'call.2', isAutomatic: true });
    expect(readInvite(headers({ 'X-Bahu-Leg': 'call.2' }))).toEqual(offered);
  });

  it('refuses calls without our header', () => {
    expect(readInvite(headers({}))).toBeNull();
    expect(judge(null, null)).toBe('refuse');
  });

  it('takes a call when there is none', () => {
    expect(judge(offered, null)).toBe('take');
  });

  it('[A2.10] gives up what is left of a call for its re-attachment', () => {
    expect(judge({ legId: 'call.3', isAutomatic: true }, { legId: 'call.2', state: 'up' })).toBe('replace');
  });

  it('is busy for another call while one is up', () => {
    expect(judge({ legId: 'other.1', isAutomatic: false }, { legId: 'call.2', state: 'up' })).toBe('busy');
  });
});
