import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPart } from './load-part.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const missing = 'Failed to fetch dynamically imported module: /assets/a.js';

it('[A2.10] a part that cannot be had is asked for until the server is back', async () => {
  let tries = 0;
  const part = loadPart(async () => {
    tries++;
    if (tries < 4) throw new TypeError(missing);
    return 'part';
  });
  await vi.runAllTimersAsync();
  expect([await part, tries]).toEqual(['part', 4]);
});

it('[A2.10] one that never comes says so in words for which no router begins the page anew', async () => {
  const cause = new TypeError(missing);
  const part = loadPart(() => Promise.reject(cause)).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  const error = (await part) as Error;
  expect(error.message).not.toMatch(/dynamically imported|module script/);
  expect(error.cause).toBe(cause);
});
