import { describe, expect, it } from 'vitest';
import { batched } from './batched.ts';

/** One that answers with what was asked for together, and keeps the requests. */
function recorded(most: number) {
  const requests: (readonly string[])[] = [];
  const ask = batched(async (keys) => {
    requests.push(keys);
    if (keys.includes('bad')) throw new Error('refused');
    return (key) => `${key} of ${keys.length}`;
  }, most);
  return { ask, requests };
}

describe('[C6] what many ask for at once', () => {
  it('[C6] is one request, in which nothing stands twice', async () => {
    const { ask, requests } = recorded(100);
    expect(await Promise.all(['a', 'b', 'a', 'c'].map(ask))).toEqual(['a of 3', 'b of 3', 'a of 3', 'c of 3']);
    expect(requests).toEqual([['a', 'b', 'c']]);
  });

  it('[C6] is several requests where one has no room, and each gets its own answer', async () => {
    const { ask, requests } = recorded(2);
    expect(await Promise.all(['a', 'b', 'a', 'c', 'd', 'e'].map(ask))).toEqual([
      'a of 2',
      'b of 2',
      'a of 2',
      'c of 2',
      'd of 2',
      'e of 1',
    ]);
    expect(requests).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('[C6] is asked for again later, also after it failed', async () => {
    const { ask, requests } = recorded(100);
    const answers = await Promise.allSettled([ask('bad'), ask('a')]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask('a')).toBe('a of 1');
    expect(requests).toEqual([['bad', 'a'], ['a']]);
  });
});
