import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

/** Work that goes on until it is told to end, in the order in which it began. */
function rounds() {
  const begun: string[] = [];
  const ends: { end: () => void; fail: (error: Error) => void }[] = [];
  const ask = oneAtATime((key) => {
    begun.push(key);
    return new Promise((end, fail) => ends.push({ end, fail }));
  });
  return { ask, begun, ends };
}

test('of many who ask while a round runs one more follows, and all of them wait for it', async () => {
  const { ask, begun, ends } = rounds();
  const first = ask('a');
  const others = [ask('a'), ask('a'), ask('a')];
  const elsewhere = ask('b');
  expect(begun).toEqual(['a', 'b']);
  ends[1]!.end();
  await elsewhere;
  ends[0]!.end();
  await first;
  await expect.poll(() => begun).toEqual(['a', 'b', 'a']);
  // Who asks now has not been heard by the round that runs.
  const last = ask('a');
  ends[2]!.end();
  await Promise.all(others);
  await expect.poll(() => begun).toEqual(['a', 'b', 'a', 'a']);
  ends[3]!.end();
  await last;
});

test('a round that fails does so for those who asked for it, and the next one is done all the same', async () => {
  const { ask, begun, ends } = rounds();
  const [first, second] = [ask('a'), ask('a')];
  ends[0]!.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => begun).toEqual(['a', 'a']);
  ends[1]!.end();
  await second;
});
