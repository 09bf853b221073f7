import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { guard, readSecurityLine, SipGuard, type SecurityEvent } from './guard.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
/** Until everything that needs no time has happened. */
const settled = () => vi.advanceTimersByTimeAsync(0);

/** A guard under a clock of its own, what it did, and a media server that may be away. */
function guarded(left: readonly string[] = []) {
  const done: string[] = [];
  const book = { known: [...left] };
  const media = { isAway: false };
  const tell = async (what: string): Promise<void> => {
    if (media.isAway) throw new Error('away');
    done.push(what);
  };
  const accounts = { knownForMs: 3_600_000 };
  let now = 1_000_000_000;
  const sipGuard = new SipGuard({
    log: createLog('silent'),
    now: () => now,
    isTrunk: async (address) => address === '203.0.113.99',
    ban: (address) => tell(`ban ${address}`),
    unban: (address) => tell(`unban ${address}`),
    endSocket: (port) => void done.push(`end ${port}`),
    accountsKnownForMs: () => accounts.knownForMs,
    book: {
      read: () => book.known,
      write: (addresses) => {
        book.known = [...addresses];
      },
    },
  });
  const guess = async (times: number, change: Partial<SecurityEvent> = {}) => {
    for (let i = 0; i < times; i++)
      sipGuard.see({
        kind: 'ChallengeResponseFailed',
        address: '203.0.113.5',
        port: 5060,
        isSocket: false,
        ageMs: 0,
        ...change,
      });
    await settled();
  };
  return {
    done,
    guess,
    media,
    accounts,
    book,
    sipGuard,
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('[P2] whoever guesses SIP passwords', () => {
  test('is shut out with the twentieth guess, once, and let in again after a quarter of an hour', async () => {
    const { done, guess } = guarded();
    await guess(guard.maxGuesses - 1);
    expect(done).toEqual([]);
    await guess(60);
    expect(done).toEqual(['ban 203.0.113.5']);
    await vi.advanceTimersByTimeAsync(guard.banMs);
    expect(done).toEqual(['ban 203.0.113.5', 'unban 203.0.113.5']);
    await guess(guard.maxGuesses);
    expect(done).toHaveLength(3);
  });

  test('is let in when this server stops, for the media server goes on and would never let them in by itself', async () => {
    const { done, guess, book, sipGuard } = guarded();
    await guess(guard.maxGuesses);
    await guess(guard.maxGuesses, { address: '203.0.113.6' });
    expect(book.known).toEqual(['203.0.113.5', '203.0.113.6']);
    await sipGuard.stop();
    expect(done).toEqual(['ban 203.0.113.5', 'ban 203.0.113.6', 'unban 203.0.113.5', 'unban 203.0.113.6']);
    expect([vi.getTimerCount(), book.known]).toEqual([0, []]);
  });

  test('is let in by the next server when this one was killed, or stopped and could not say so', async () => {
    const { guess, media, book, sipGuard } = guarded();
    await guess(guard.maxGuesses);
    media.isAway = true;
    await sipGuard.stop();
    expect([vi.getTimerCount(), book.known]).toEqual([0, ['203.0.113.5']]);
    const next = guarded(book.known);
    next.media.isAway = true;
    next.sipGuard.start();
    await settled();
    next.media.isAway = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([next.done, next.book.known]).toEqual([['unban 203.0.113.5'], []]);
  });

  test('is shut out anew by a media server that has died and knows of nobody', async () => {
    const { done, guess, book, sipGuard } = guarded();
    await guess(guard.maxGuesses);
    sipGuard.mediaServerDied();
    expect(book.known).toEqual([]);
    await guess(guard.maxGuesses);
    expect(done).toEqual(['ban 203.0.113.5', 'ban 203.0.113.5']);
    await vi.advanceTimersByTimeAsync(guard.banMs);
    expect(done.slice(2)).toEqual(['unban 203.0.113.5']);
  });

  test('is let in later when the media server cannot be told in time, and is not believed to be shut out when it was never told', async () => {
    const { done, guess, media } = guarded();
    media.isAway = true;
    await guess(guard.maxGuesses);
    media.isAway = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done.splice(0)).toEqual(['unban 203.0.113.5']);
    await guess(guard.maxGuesses);
    expect(done).toEqual(['ban 203.0.113.5']);
    media.isAway = true;
    await vi.advanceTimersByTimeAsync(guard.banMs);
    media.isAway = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual(['ban 203.0.113.5', 'unban 203.0.113.5']);
  });

  test.each<[string, Partial<SecurityEvent>[], string[]]>([
    ['for accounts instead is shut out too', [{ kind: 'InvalidAccountID' }], ['ban 203.0.113.5']],
    ['by nothing but being asked for a password is not', [{ kind: 'ChallengeSent' }], []],
    ['from where somebody has signed in is not, or anybody could lock them out', [{ kind: 'SuccessfulAuth' }, {}], []],
    ['from the address of a trunk is not', [{ address: '203.0.113.99' }], []],
    ['from this machine, where all softphones come from, is not', [{ address: '127.0.0.1' }], []],
    [
      "through a softphone's connection loses that connection alone",
      [{ address: '127.0.0.1', isSocket: true, port: 40_001 }],
      ['end 40001'],
    ],
  ])('%s', async (_what, events, expected) => {
    const { done, guess } = guarded();
    for (const event of events) await guess(guard.maxGuesses, event);
    expect(done).toEqual(expected);
  });

  test('slowly, as a phone with an old password does, is not', async () => {
    const { done, guess, later } = guarded();
    for (let i = 0; i < 100; i++) {
      await guess(1);
      later(30_000);
    }
    expect(done).toEqual([]);
  });

  test('is not a whole office whose phones the media server does not know yet, nor one that it did not know when they tried', async () => {
    const { done, guess, accounts } = guarded();
    accounts.knownForMs = 0;
    await guess(100, { kind: 'InvalidAccountID' });
    // The log is read a moment after it is written: by then everybody may be known.
    accounts.knownForMs = 1000;
    await guess(100, { kind: 'InvalidAccountID', ageMs: 1500 });
    expect(done).toEqual([]);
    await guess(guard.maxGuesses, { kind: 'InvalidAccountID', ageMs: 500 });
    expect(done).toEqual(['ban 203.0.113.5']);
  });

  test.each([
    [60_000, []],
    [guard.trustMs - 1, []],
    [guard.trustMs, ['ban 203.0.113.5']],
  ])(
    'is trusted for a day from where somebody signed in, however late that is read: after %s ms',
    async (ageMs, expected) => {
      const { done, guess, accounts } = guarded();
      accounts.knownForMs = 1000;
      await guess(1, { kind: 'SuccessfulAuth', ageMs });
      await guess(guard.maxGuesses);
      expect(done).toEqual(expected);
    },
  );

  test("is known by the log's own fields, whatever the account is called", () => {
    const readAt = Date.parse('2026-11-28T09:00:05.000Z');
    const line = (account: string, remote: string) =>
      `[2026-11-28] SECURITY[1] res_security_log.c: SecurityEvent="InvalidPassword",EventTV="2026-11-28T17:00:03.500+0800",Service="PJSIP",AccountID="${account}",LocalAddress="IPV4/UDP/127.0.0.1/5060",RemoteAddress="${remote}",Challenge=""`;
    expect(readSecurityLine(line('a', 'IPV4/UDP/203.0.113.5/5062'), readAt)).toEqual({
      kind: 'InvalidPassword',
      address: '203.0.113.5',
      port: 5062,
      isSocket: false,
      ageMs: 1500,
    });
    expect(readSecurityLine(line('a', 'IPV4/WS/127.0.0.1/40001'), readAt)).toMatchObject({
      address: '127.0.0.1',
      isSocket: true,
    });
    expect(readSecurityLine(line('a', 'IPV6/UDP/2001:db8::5/5062'), readAt)).toMatchObject({ address: '2001:db8::5' });
    expect([readSecurityLine('nothing', readAt), readSecurityLine(line('a', 'rubbish'), readAt)]).toEqual([null, null]);
  });
});
