import { describe, expect, test, vi } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { guard, readSecurityLine, SipGuard, type SecurityEvent } from './guard.ts';

/** A guard under a clock of its own, and what it did. */
function guarded() {
  const done: string[] = [];
  const accounts = { knownForMs: 3_600_000 };
  let now = 1_000_000_000;
  const sipGuard = new SipGuard({
    log: createLog('silent'), now: () => now, isTrunk: (address) => address === '203.0.113.99', ban: (address) => void done.push(`ban ${address}`), unban: (address) => void done.push(`unban ${address}`),
    endSocket: (port) => void done.push(`end ${port}`), accountsKnownForMs: () => accounts.knownForMs,
  });
  const guess = (times: number, change: Partial<SecurityEvent> = {}) => {
    for (let i = 0; i < times; i++) sipGuard.see({ kind: 'ChallengeResponseFailed', address: '203.0.113.5', port: 5060, isSocket: false, ageMs: 0, ...change });
  };
  return { done, guess, accounts, later: (ms: number) => { now += ms; }, stop: () => sipGuard.stop() };
}

describe('[P2] whoever guesses SIP passwords', () => {
  test('is shut out with the twentieth guess, once, and let in again after a quarter of an hour', () => {
    vi.useFakeTimers();
    const { done, guess } = guarded();
    guess(guard.mostGuesses - 1);
    expect(done).toEqual([]);
    guess(30);
    expect(done).toEqual(['ban 203.0.113.5']);
    vi.advanceTimersByTime(guard.banMs);
    expect(done).toEqual(['ban 203.0.113.5', 'unban 203.0.113.5']);
    vi.useRealTimers();
  });

  test.each<[string, Partial<SecurityEvent>[], string[]]>([
    ['for accounts instead is shut out too', [{ kind: 'InvalidAccountID' }], ['ban 203.0.113.5']],
    ['by nothing but being asked for a password is not', [{ kind: 'ChallengeSent' }], []],
    ['from where somebody has signed in is not, strangers could lock them out', [{ kind: 'SuccessfulAuth' }, {}], []],
    ['from the address of a trunk is not', [{ address: '203.0.113.99' }], []],
    ['from this machine, where all softphones come from, is not', [{ address: '127.0.0.1' }], []],
    ['through a softphone\'s connection loses that connection alone', [{ address: '127.0.0.1', isSocket: true, port: 40_001 }], ['end 40001']],
  ])('%s', (_what, events, expected) => {
    const { done, guess, stop } = guarded();
    for (const event of events) guess(guard.mostGuesses, event);
    expect(done).toEqual(expected);
    stop();
  });

  test('slowly, as a phone with an old password does, is not', () => {
    const { done, guess, later } = guarded();
    for (let i = 0; i < 100; i++) {
      guess(1);
      later(30_000);
    }
    expect(done).toEqual([]);
  });

  test('is not a whole office whose phones the media server does not know yet, nor one that it did not know when they tried', () => {
    const { done, guess, accounts, stop } = guarded();
    accounts.knownForMs = 0;
    guess(100, { kind: 'InvalidAccountID' });
    // The log is read a moment after it is written: by then everybody may be known.
    accounts.knownForMs = 1000;
    guess(100, { kind: 'InvalidAccountID', ageMs: 1500 });
    expect(done).toEqual([]);
    guess(guard.mostGuesses, { kind: 'InvalidAccountID', ageMs: 500 });
    expect(done).toEqual(['ban 203.0.113.5']);
    stop();
  });

  test('is trusted from where somebody signed in, however long ago that was written', () => {
    const { done, guess, accounts } = guarded();
    accounts.knownForMs = 1000;
    guess(1, { kind: 'SuccessfulAuth', ageMs: 60_000 });
    guess(100);
    expect(done).toEqual([]);
  });

  test('is known by the log\'s own fields, whatever the account is called', () => {
    const readAt = Date.parse('2026-11-28T09:00:05.000Z');
    const line = (account: string, remote: string) => `[2026-11-28] SECURITY[1] res_security_log.c: SecurityEvent="InvalidPassword",EventTV="2026-11-28T17:00:03.500+0800",Service="PJSIP",AccountID="${account}",LocalAddress="IPV4/UDP/127.0.0.1/5060",RemoteAddress="${remote}",Challenge=""`;
    expect(readSecurityLine(line('a', 'IPV4/UDP/203.0.113.5/5062'), readAt)).toEqual({ kind: 'InvalidPassword', address: '203.0.113.5', port: 5062, isSocket: false, ageMs: 1500 });
    expect(readSecurityLine(line('a', 'IPV4/WS/127.0.0.1/40001'), readAt)).toMatchObject({ address: '127.0.0.1', isSocket: true });
    expect(readSecurityLine(line('a', 'IPV6/UDP/2001:db8::5/5062'), readAt)).toMatchObject({ address: '2001:db8::5' });
    expect([readSecurityLine('nothing', readAt), readSecurityLine(line('a', 'rubbish'), readAt)]).toEqual([null, null]);
  });
});
