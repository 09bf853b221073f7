/**
 * What an agent in the browser waits for while other calls are up: from the caller's INVITE to the drawn pop, and from the click on the
 * answer button to audio both ways. The caller's own time in the menu is left out: the pop's figure is INVITE → answer plus key → drawn.
 * Options: --calls=40 measured, --others=20 up meanwhile.
 */
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { openBrowserAgent, type Sample } from './peers/browser-agent.ts';

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { calls, others } = numbersOf(options, { calls: 40, others: 20 });
    const agent = await openBrowserAgent(others, end);
    const samples: Sample[] = [];
    await agent.call();
    for (let i = 0; i < calls; i++) samples.push(await agent.call());
    return figuresOf(samples);
  });
export default measure;

function figuresOf(samples: readonly Sample[]): Awaited<ReturnType<Measurement>> {
  const parts: Record<string, (sample: Sample) => number> = {
    'INVITE → pop drawn': ({ answer, drawn }) => answer + drawn,
    '  INVITE → answer': ({ answer }) => answer,
    '  key → drawn': ({ drawn }) => drawn,
    'INVITE → answer button works': ({ answer, answerable }) => answer + answerable,
    'click → audio both ways': ({ heardByAgent, heardByCustomer }) => Math.max(heardByAgent, heardByCustomer),
    '  the agent hears': ({ heardByAgent }) => heardByAgent,
    '  the customer hears': ({ heardByCustomer }) => heardByCustomer,
  };
  const p = (name: string, share: number): number => rounded(quantile(samples.map(parts[name]!), share));
  return {
    figures: { p95Ms: p('INVITE → pop drawn', 0.95), answerP95Ms: p('click → audio both ways', 0.95) },
    targets: { p95Ms: { most: 80 }, answerP95Ms: { most: 500 } },
    table: Object.keys(parts).map((what) => ({
      what,
      calls: samples.length,
      p50Ms: p(what, 0.5),
      p95Ms: p(what, 0.95),
      maxMs: p(what, 1),
    })),
  };
}
