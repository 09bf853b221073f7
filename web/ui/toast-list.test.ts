import { describe, expect, it } from 'vitest';
import { withoutFailures, withToast, type Toast } from './toast-list.ts';

const toast = (id: number, kind: Toast['kind'], text: string, more: Partial<Toast> = {}): Toast => ({
  id,
  kind,
  text,
  actions: [],
  ...more,
});
const away = toast(1, 'failed', 'The server cannot be reached', { isOutOfReach: true, about: 'follow-up 1' });
const refused = toast(2, 'failed', 'The number is blocked', { about: 'customer 1' });

describe('notices together', () => {
  it('[U2] a failure to reach the server goes with the first thing that is done, and no other failure', () => {
    const saved = toast(3, 'done', 'Follow-up saved');
    expect(withToast([away, refused], saved)).toEqual([refused, saved]);
    const asks = toast(3, 'asks', 'A colleague was busy');
    expect(withToast([away], asks)).toEqual([away, asks]);
  });

  it('[U2] a failure goes when the same thing is tried again', () => {
    expect(withoutFailures([away, refused], 'customer 1')).toEqual([away]);
    const saved = toast(3, 'done', 'Saved', { about: 'customer 1' });
    expect(withoutFailures([saved], 'customer 1')).toEqual([saved]);
  });

  it('[U2] the same text is there once, and at most three are shown', () => {
    const again = toast(4, 'failed', refused.text);
    expect(withToast([refused], again)).toEqual([again]);
    const four = [1, 2, 3, 4].map((id) => toast(id, 'done', `${id}`));
    expect(four.reduce(withToast, [] as readonly Toast[]).map(({ id }) => id)).toEqual([2, 3, 4]);
  });
});
