import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api.ts';
import { attempt, forgetAttempt, moveAttempt } from './attempts.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

/** The keys under which a form sends, with what becomes of each. */
async function keysOf(name: string, ...ends: readonly (Error | null)[]): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  for (const end of ends)
    await attempt(name, async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (end) throw end;
    }).catch(() => undefined);
  return keys;
}

describe('[A2.3] what a form sends again', () => {
  it.each(['network', 'unknown', 'idempotency.in-progress'] as const)('after %s has the same key', async (code) => {
    const [first, second, third] = await keysOf('follow-up 1', new ApiError(code), null, null);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it.each([new ApiError('input.invalid'), new ApiError('idempotency.mismatch'), new Error('not sent')])(
    'after an answer, or when it was not sent, has another: %s',
    async (error) => {
      const [first, second] = await keysOf('follow-up 1', error, null);
      expect(second).not.toBe(first);
    },
  );

  it('has another key when it was given up, and in another form', async () => {
    const lost = new ApiError('network');
    const [first] = await keysOf('follow-up 1', lost);
    const [other] = await keysOf('follow-up 2', lost);
    expect(other).not.toBe(first);
    forgetAttempt('follow-up 1');
    expect((await keysOf('follow-up 1', lost))[0]).not.toBe(first);
    expect((await keysOf('follow-up 2', lost))[0]).toBe(other);
  });

  it('keeps its key with the draft that gets another name', async () => {
    const lost = new ApiError('network');
    const [first] = await keysOf('follow-up call', lost);
    moveAttempt('follow-up call', 'follow-up customer');
    moveAttempt('follow-up nobody', 'follow-up customer');
    expect(await keysOf('follow-up customer', lost)).toEqual([first]);
    expect((await keysOf('follow-up call', lost))[0]).not.toBe(first);
  });
});
