/**
 * A company at its worst, in a process of its own: what it does must not take the time of the process that measures the other one.
 * Started by bench/neighbour.ts, which tells it to begin and to stop.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Import } from '@bahu/contract/imports.ts';
import { ending } from '../measuring/end.ts';
import type { CallerPlan, CallerRecord } from './callers.ts';
import * as places from './places.ts';
import { openCallers } from './sides.ts';

/** Tells the load to begin. */
export interface LoadPlan {
  url: string;
  /** Of the people who are signed in. */
  cookies: readonly string[];
  searchesAtOnce: number;
  calls: { plan: CallerPlan; count: number; seconds: number };
}

/** What came of it. */
export interface LoadReport {
  /** How many answers with which status. */
  answers: string;
  calls: number;
  answered: number;
}

/** So long the screens work before the calls come and the other company is measured. */
export const aheadMs = 1000;

export type ToLoad = LoadPlan | 'stop';

// Whoever has started it is gone.
process.once('disconnect', () => process.exit(0));

await ending(async (end) => {
  const callers = await openCallers(end, places.neighbours);
  const next = (): Promise<ToLoad> => new Promise((resolve) => void process.once('message', resolve));
  process.send!('ready');
  for (let told = await next(); told !== 'stop'; told = await next()) {
    const trouble = makeTrouble(told);
    process.send!('begun');
    const { plan, count, seconds } = told.calls;
    let placed: CallerRecord[] = [];
    const flooding = sleep(aheadMs)
      .then(() => callers.place(plan, count / seconds, seconds))
      .then((records) => {
        placed = records;
      });
    await next();
    await Promise.all([trouble.stop(), flooding]);
    const answered = placed.filter(({ answeredAt }) => answeredAt !== null).length;
    process.send!({ answers: trouble.tell(), calls: placed.length, answered } satisfies LoadReport);
  }
});
process.exit(0);

interface Trouble {
  stop(): Promise<void>;
  tell(): string;
}

/** Everything that one company can do at once at its screens. */
function makeTrouble({ url, cookies, searchesAtOnce }: LoadPlan): Trouble {
  const over = new AbortController();
  const answers = new Map<number, number>();
  const ask = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<string> => {
    const reply = await fetch(`${url}/api/${path}`, init);
    const text = await reply.text();
    answers.set(reply.status, (answers.get(reply.status) ?? 0) + 1);
    // Whoever is told to wait and does not costs themselves the most; a moment is what a careless program leaves.
    if (!reply.ok) await sleep(100);
    return text;
  };
  const again = async (work: () => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) await work();
  };
  const of = (at: number): string => cookies[at % cookies.length]!;
  const search = (at: number): string => `customers?search=${encodeURIComponent(at % 2 ? '客' : '户1')}&sort=name`;
  const exported = JSON.stringify({ kind: 'customers', format: 'xlsx', filter: {}, language: 'zh-CN' });
  const json = (cookie: string): Record<string, string> => ({ cookie, 'content-type': 'application/json' });
  const exporting = (at: number) =>
    again(() => ask('exports', { method: 'POST', headers: json(of(at)), body: exported }));
  const loops = [
    ...Array.from({ length: searchesAtOnce }, (_, at) => again(() => ask(search(at), { headers: { cookie: of(at) } }))),
    ...Array.from({ length: 4 }, (_, at) => exporting(at)),
    ...Array.from({ length: 2 }, (_, at) => again(() => importAll(ask, of(at), over.signal))),
  ];
  const ended = Promise.allSettled(loops);
  return {
    stop: async () => {
      over.abort();
      await ended;
    },
    tell: () => [...answers].map(([status, count]) => `${count} x ${status}`).join(', '),
  };
}

type Asking = (path: string, init: RequestInit & { headers: Record<string, string> }) => Promise<string>;

const rows = Array.from({ length: 20_000 }, (_, i) => `导入${i},136${String(i).padStart(8, '0')}`);
const file = `姓名,电话\n${rows.join('\n')}\n`;

/** From the file to the last row, as the wizard does it. */
async function importAll(ask: Asking, cookie: string, over: AbortSignal): Promise<void> {
  const json = { cookie, 'content-type': 'application/json' };
  const upload = { method: 'POST', headers: { cookie, 'content-type': 'application/octet-stream' }, body: file };
  const { id } = JSON.parse(await ask('imports/file?kind=customers&name=a.csv', upload)) as { id?: string };
  if (id === undefined) return;
  const until = async (state: Import['state']): Promise<Import | null> => {
    while (!over.aborted) {
      const found = JSON.parse(await ask(`imports/${id}`, { headers: { cookie } })) as Import;
      if (found.state === state) return found;
      if (found.state === 'failed') return null;
      await sleep(200);
    }
    return null;
  };
  const found = await until('mapping');
  if (!found) return;
  const mapping = JSON.stringify({ mapping: found.mapping, onExisting: 'skip' });
  await ask(`imports/${id}/mapping`, { method: 'PUT', headers: json, body: mapping });
  if (await until('ready')) await ask(`imports/${id}/apply`, { method: 'POST', headers: { cookie } });
  await until('applied');
}
