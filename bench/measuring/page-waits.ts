/** How long somebody waits in a page. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** One action: milliseconds until the browser painted the next picture (what the web vital INP measures), and until all that was wanted is there. */
export interface Wait {
  paint: number;
  shown: number;
}

/** An expression that is never true says so, instead of holding the measurement for ever. */
async function tooLate(expression: string): Promise<never> {
  await setTimeout(60_000, undefined, { ref: false });
  throw new Error(`not within a minute: ${expression}`);
}

/** Does something in the page and waits until an expression is true there, from the first event of a person. */
export async function until(page: Page, action: () => Promise<unknown>, isThere: string): Promise<Wait> {
  await page.evaluate(`void (window.__shown = new Promise((resolve) => {
    window.__paints = [];
    const watch = new PerformanceObserver((list) => window.__paints.push(...list.getEntries().filter((entry) => entry.interactionId > 0).map((entry) => entry.duration)));
    watch.observe({ type: 'event', durationThreshold: 16 });
    let from = null;
    for (const kind of ['pointerdown', 'keydown', 'input']) addEventListener(kind, (event) => { from ??= event.timeStamp; }, { capture: true, once: true });
    const look = () => (from !== null && (${isThere}) ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from))) : requestAnimationFrame(look));
    look();
  }))`);
  await action();
  const shown = await Promise.race([page.evaluate<number>('window.__shown'), tooLate(isThere)]);
  await page.waitForTimeout(200);
  // Entries of less than 16 ms are not told of; the action was then one picture long.
  return { shown, paint: await page.evaluate<number>('Math.max(16, ...window.__paints)') };
}

/** Waits until an expression holds in the page; evaluated from outside, because the page's own policy forbids it inside. */
export async function holds(page: Page, expression: string): Promise<void> {
  const late = tooLate(expression);
  const looks = async () => {
    while (!(await page.evaluate<boolean>(expression))) await page.waitForTimeout(30);
  };
  await Promise.race([looks(), late]);
}
