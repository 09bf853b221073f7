import { expect, test } from 'vitest';
import { createHealth } from './health.ts';

test('tells of each dependency whether it answers and how long ago it last did', async () => {
  let now = 1000;
  let isUp = true;
  const health = createHealth({ now: () => now });
  health.add('database', async () => {
    if (!isUp) throw new Error('connection refused');
  });
  health.add('never', () => Promise.reject(new Error('away')));
  health.add('silent', () => new Promise(() => undefined));
  expect(await health.check()).toEqual([
    { name: 'database', isUp: true, ageMs: 0 },
    { name: 'never', isUp: false, ageMs: null, error: 'away' },
    { name: 'silent', isUp: false, ageMs: null, error: 'no answer within 1000 ms' },
  ]);
  isUp = false;
  now = 6000;
  expect((await health.check())[0]).toEqual({
    name: 'database',
    isUp: false,
    ageMs: 5000,
    error: 'connection refused',
  });
});

test('tells what is in trouble for as long as it is, apart from what it depends on', async () => {
  const health = createHealth({ now: () => 0 });
  let isLow = true;
  health.watch(() => (isLow ? [{ code: 'disk.low', what: 'little room', params: { megabytes: 900 } }] : []));
  expect(health.troubles()).toEqual([{ code: 'disk.low', what: 'little room', params: { megabytes: 900 } }]);
  isLow = false;
  expect(health.troubles()).toEqual([]);
  expect(await health.check()).toEqual([]);
});
