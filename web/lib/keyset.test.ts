import { describe, expect, it } from 'vitest';
import { cursorOf, firstPage, goToPage, nextPage, rowRange } from './keyset.ts';

describe('pages by cursor', () => {
  it('starts without a cursor', () => {
    expect(cursorOf(firstPage)).toBeNull();
  });

  it('goes on, back and on again over the same cursors', () => {
    const third = nextPage(nextPage(firstPage, 'b'), 'c');
    expect(cursorOf(third)).toBe('c');
    const second = goToPage(third, 1);
    expect(cursorOf(second)).toBe('b');
    expect(nextPage(second, 'c')).toEqual(third);
  });

  it('forgets later pages when the list has changed under the reader', () => {
    const third = nextPage(nextPage(firstPage, 'b'), 'c');
    const first = goToPage(third, 0);
    expect(nextPage(first, 'x')).toEqual({ cursors: [null, 'x'], at: 1 });
  });

  it('stays where nothing follows and where no page was seen', () => {
    expect(nextPage(firstPage, null)).toBe(firstPage);
    expect(goToPage(firstPage, 3)).toBe(firstPage);
  });

  it('numbers the rows of a page', () => {
    expect(rowRange({ cursors: [null, 'b'], at: 1 }, 50, 34)).toEqual({ from: 51, to: 84 });
    expect(rowRange(firstPage, 50, 0)).toEqual({ from: 0, to: 0 });
  });
});
