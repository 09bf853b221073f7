import { describe, expect, it, vi } from 'vitest';
import { holdsFocus } from './use-is-typing.ts';

class Field {
  type = 'text';
  isContentEditable = false;
  private readonly within: string | null;
  constructor(within: string | null = null) {
    this.within = within;
  }
  closest = (selector: string) => (selector === this.within ? this : null);
}
vi.stubGlobal('HTMLElement', Field);
vi.stubGlobal(
  'HTMLTextAreaElement',
  class extends Field {
    rows = 1;
  },
);
vi.stubGlobal('HTMLInputElement', Field);
const field = (within?: string) => new Field(within) as unknown as Element;
const button = (within?: string) => Object.assign(new Field(within), { type: 'button' }) as unknown as Element;

describe('[A2.3] whoever is busy in a field', () => {
  it('has typed into it within five seconds', () => {
    expect([0, 4999, 5000].map((ms) => holdsFocus(field(), ms))).toEqual([true, true, false]);
    expect([holdsFocus(button(), 0), holdsFocus(null, 0)]).toEqual([false, false]);
  });

  it('or changes a cell of a list, however long they think about it, also by a choice', () => {
    for (const one of [field('.cell-editor'), button('.cell-editor')]) expect(holdsFocus(one, 60_000)).toBe(true);
    expect(holdsFocus(field('.docked'), 60_000)).toBe(false);
  });
});
