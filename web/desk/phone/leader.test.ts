import { describe, expect, it } from 'vitest';
import { standForElection } from './leader.ts';

/** A lock as browsers have it: one holder at a time, the others in a queue. */
function lockManager(): LockManager {
  const waiting: (() => Promise<void>)[] = [];
  let isHeld = false;
  const next = () => {
    isHeld = false;
    void waiting.shift()?.();
  };
  const request = (_name: string, { signal }: LockOptions, work: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      const run = async () => {
        isHeld = true;
        await work();
        next();
        resolve();
      };
      signal?.addEventListener('abort', () => {
        const place = waiting.indexOf(run);
        if (place >= 0) waiting.splice(place, 1);
        reject(new Error('aborted'));
      });
      if (isHeld) waiting.push(run);
      else queueMicrotask(() => void run());
      isHeld = true;
    });
  return { request } as unknown as LockManager;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the leading tab', () => {
  it('is the first one; the next takes over when it goes', async () => {
    const locks = lockManager();
    const first = standForElection('phone', locks);
    const second = standForElection('phone', locks);
    await settle();
    expect([first.isLeader(), second.isLeader()]).toEqual([true, false]);
    first.resign();
    await settle();
    expect([first.isLeader(), second.isLeader()]).toEqual([false, true]);
  });

  it('passes over a tab that closed while it waited', async () => {
    const locks = lockManager();
    const [first, second, third] = [1, 2, 3].map(() => standForElection('phone', locks));
    await settle();
    second!.resign();
    first!.resign();
    await settle();
    expect(third!.isLeader()).toBe(true);
  });

  it('tells its listeners', async () => {
    const election = standForElection('phone', lockManager());
    const seen: boolean[] = [];
    election.watch(() => void seen.push(election.isLeader()));
    await settle();
    election.resign();
    await settle();
    expect(seen).toEqual([true, false]);
  });

  it('leads alone where the browser has no locks', async () => {
    const election = standForElection('phone', undefined);
    await settle();
    expect(election.isLeader()).toBe(true);
  });
});
