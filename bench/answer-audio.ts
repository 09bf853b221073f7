/**
 * From the click on the answer button until agent and customer hear each other, in a real browser, while other calls are up: with an INVITE for each call,
 * and over a connection that stays up. Options: --calls=40 of each, --others=20 up meanwhile.
 */
import type { OwnDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { openBrowserAgent, type BrowserAgent, type Sample } from './peers/browser-agent.ts';

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { calls, others } = numbersOf(options, { calls: 40, others: 20 });
    const agent = await openBrowserAgent(others, end);
    const called = await series(agent, calls);
    await stayConnected(agent);
    const permanent = await series(agent, calls);
    return {
      figures: { p95Ms: p(called, bothHear, 0.95), permanentP95Ms: p(permanent, bothHear, 0.95) },
      targets: { p95Ms: { most: 250 }, permanentP95Ms: { most: 150 } },
      table: [...rowsOf('an INVITE for each call', called), ...rowsOf('a connection that stays up', permanent)],
    };
  });
export default measure;

/** The first one warms everything up. */
async function series(agent: BrowserAgent, calls: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let i = 0; i <= calls; i++) samples.push(await agent.call());
  return samples.slice(1);
}

async function stayConnected({ page, url }: BrowserAgent): Promise<void> {
  const path = `${url}/api/desk-settings`;
  const { version } = (await (await page.request.get(path)).json()) as OwnDeskSettings;
  const answer = await page.request.put(path, {
    headers: { origin: url },
    data: { version, own: { keepsPermanentLeg: true } },
  });
  if (!answer.ok()) throw new Error(`the setting was answered ${answer.status()}`);
  await page.locator('[data-permanent]').waitFor();
}

const bothHear = ({ heardByAgent, heardByCustomer }: Sample): number => Math.max(heardByAgent, heardByCustomer);
const p = (samples: readonly Sample[], of: (sample: Sample) => number, share: number): number =>
  rounded(quantile(samples.map(of), share));

const rowsOf = (how: string, samples: readonly Sample[]) =>
  (
    [
      ['click → audio both ways', bothHear],
      ['  the agent hears', ({ heardByAgent }: Sample) => heardByAgent],
      ['  the customer hears', ({ heardByCustomer }: Sample) => heardByCustomer],
    ] as const
  ).map(([what, of]) => ({
    how,
    what,
    calls: samples.length,
    p50Ms: p(samples, of, 0.5),
    p95Ms: p(samples, of, 0.95),
    maxMs: p(samples, of, 1),
  }));
