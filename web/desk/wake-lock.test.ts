import { describe, expect, it } from 'vitest';
import { holdWhileSeen } from './wake-lock.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A page that is seen or not, and a browser that counts the locks which are held. */
function screen(isRefused = false) {
  const listeners = new Set<() => void>();
  const page = {
    visibilityState: 'visible' as DocumentVisibilityState,
    addEventListener: (_type: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => void listeners.delete(listener),
  };
  let held = 0;
  const stop = holdWhileSeen(page, async () => {
    if (isRefused) throw new Error('low battery');
    held += 1;
    return { release: async () => void (held -= 1) };
  });
  const show = async (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    for (const listener of listeners) listener();
    await settle();
  };
  return { show, stop, held: () => held, isWatched: () => listeners.size > 0 };
}

describe('[A4.5] the screen during a call', () => {
  it('stays on, also when the page was away meanwhile, by one lock at a time', async () => {
    const { show, held } = screen();
    await settle();
    expect(held()).toBe(1);
    await show('hidden');
    await show('visible');
    expect(held()).toBe(1);
  });

  it('may go off behind the call, also where the lock comes late', async () => {
    const late = screen();
    late.stop();
    await settle();
    expect([late.held(), late.isWatched()]).toEqual([0, false]);
    const { stop, held } = screen();
    await settle();
    stop();
    await settle();
    expect(held()).toBe(0);
  });

  it('goes off where the browser wants it, and the call goes on', async () => {
    const { show, stop, held } = screen(true);
    await show('visible');
    stop();
    expect(held()).toBe(0);
  });
});
