/**
 * A tenant and its neighbour on one installation: how long calls and pages of one take while the other is quiet, and while the other does its
 * worst: 72 searches side by side, exports and whole imports one after the other, and a thousand callers who hold all its lines and try for more. Options: --seconds=20 of each point, --agents=60, --rounds=2,
 * --customers=100000 of the neighbour.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Import } from '@bahu/contract/imports.ts';
import { createSmallTenant, sitePassword } from '@bahu/e2e/support/small-tenant.ts';
import type { Site } from '@bahu/e2e/support/site.ts';
import { hashPassword } from '@bahu/server/kernel/auth/passwords.ts';
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { openBahu, runPoint, type QueueSystem } from './peers/queue-systems.ts';
import type { Callers } from './peers/callers.ts';
import * as places from './peers/places.ts';
import { openAgentAudio, openCallers } from './peers/sides.ts';

const callsPerSecond = 5;
/** Between two requests of the tenant that is measured: well within what one session may ask. */
const pauseMs = 80;
const neighbourCode = '300001';
const searchesAtOnce = 72;
const flood = { calls: 1000, lines: 30, holdMs: 5000 } as const;
const mostRatio = 2;

interface Settings { seconds: number; agents: number; rounds: number; customers: number }

function readSettings(options: readonly string[]): Settings {
  const { values } = parseArgs({ args: [...options], options: { seconds: { type: 'string' }, agents: { type: 'string' }, rounds: { type: 'string' }, customers: { type: 'string' } } });
  const { seconds = '20', agents = '60', rounds = '2', customers = '100000' } = values;
  return { seconds: Number(seconds), agents: Number(agents), rounds: Number(rounds), customers: Number(customers) };
}

interface Sample { isLoaded: boolean; setUpMs: readonly number[]; apiMs: readonly number[]; failures: number }

const measure: Measurement = (options) => ending(async (end) => {
  const settings = readSettings(options);
  const [callers, media] = [await openCallers(end), await openAgentAudio(end)];
  const system = await openBahu({ agents: settings.agents, screens: 0 }, callers, media, end);
  const { site } = system;
  const neighbour = await makeNeighbour(site, settings.customers, await openCallers(end, places.neighbours));
  const mine = await signIn(site, `${site.tenant.code}${site.tenant.agents[0]!.extension}`);
  await runPoint(system, callsPerSecond, 5);
  const samples: Sample[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    for (const isLoaded of [false, true]) samples.push(await sample({ system, site, mine, neighbour, seconds: settings.seconds, isLoaded }, end));
  }
  return figuresOf(samples);
});
export default measure;

interface Neighbour { cookies: readonly string[]; callers: Callers; did: string }

/** A second company with customers to search, its people signed in and its callers on a trunk of their own. */
async function makeNeighbour(site: Site, customers: number, callers: Callers): Promise<Neighbour> {
  const sql = site.sql.bind(site);
  const { tenantId, agents, did } = await createSmallTenant(sql, await hashPassword(sitePassword), {
    code: neighbourCode, agents: 8, trunk: places.neighbours.sip, channels: flood.lines,
  });
  await sql(`insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '客户' || i, '+86138' || lpad(i::text, 8, '0') from generate_series(1, $2::int) i`, [tenantId, customers]);
  await sql('analyze customers');
  return { callers, did, cookies: await Promise.all(agents.map(({ extension }) => signIn(site, neighbourCode + extension))) };
}

async function signIn(site: Site, account: string): Promise<string> {
  const reply = await fetch(`${site.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account, password: sitePassword }) });
  if (!reply.ok) throw new Error(`signing in as ${account}: ${reply.status} ${await reply.text()}`);
  return reply.headers.getSetCookie()[0]!.split(';', 1)[0]!;
}

interface Point { system: QueueSystem; site: Site; mine: string; neighbour: Neighbour; seconds: number; isLoaded: boolean }

/** Calls and pages of the one tenant, side by side, with the neighbour quiet or at its worst. */
async function sample({ system, site, mine, neighbour, seconds, isLoaded }: Point, end: End): Promise<Sample> {
  const load = isLoaded ? makeTrouble(site.url, neighbour.cookies) : null;
  end.with(() => load?.stop());
  if (load) await sleep(1000);
  const apiMs: number[] = [];
  const over = new AbortController();
  const browsing = (async () => {
    for (let turn = 0; !over.signal.aborted; turn++, await sleep(pauseMs)) {
      const since = performance.now();
      const reply = await fetch(`${site.url}/api/${turn % 2 ? 'customers?limit=50' : 'search?text=1390000'}`, { headers: { cookie: mine } });
      await reply.text();
      if (!reply.ok) throw new Error(`the tenant that is measured was refused: ${reply.status}`);
      apiMs.push(performance.now() - since);
    }
  })();
  const flooding = isLoaded ? neighbour.callers.place({ number: neighbour.did, to: system.sip, holdMs: flood.holdMs }, flood.calls / seconds, seconds) : null;
  const point = await runPoint(system, callsPerSecond, seconds);
  const flooded = (await flooding) ?? [];
  over.abort();
  await browsing;
  await load?.stop();
  const result = { isLoaded, setUpMs: point.delays, apiMs, failures: point.failures };
  console.log(`${isLoaded ? 'neighbour at its worst' : 'neighbour quiet'}: API p95 ${rounded(quantile(apiMs, 0.95))} ms, set-up p95 ${rounded(quantile(point.delays, 0.95))} ms, ${point.failures} failures${load ? `; its own answers: ${load.tell()}; its calls: ${flooded.length}, ${flooded.filter(({ answeredAt }) => answeredAt !== null).length} answered` : ''}`);
  return result;
}

/** Everything that one company can do at once. */
function makeTrouble(url: string, cookies: readonly string[]): { stop(): Promise<void>; tell(): string } {
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
  /** From the file to the last row, as the wizard does it. */
  const importAll = async (cookie: string): Promise<void> => {
    const json = { cookie, 'content-type': 'application/json' };
    const { id } = JSON.parse(await ask('imports/file?kind=customers&name=a.csv', { method: 'POST', headers: { cookie, 'content-type': 'application/octet-stream' }, body: file })) as { id?: string };
    if (id === undefined) return;
    const until = async (state: string): Promise<Import | null> => {
      while (!over.signal.aborted) {
        const found = JSON.parse(await ask(`imports/${id}`, { headers: { cookie } })) as Import;
        if (found.state === state) return found;
        if (found.state === 'failed') return null;
        await sleep(200);
      }
      return null;
    };
    const found = await until('mapping');
    if (!found) return;
    await ask(`imports/${id}/mapping`, { method: 'PUT', headers: json, body: JSON.stringify({ mapping: found.mapping, onExisting: 'skip' }) });
    if (await until('ready')) await ask(`imports/${id}/apply`, { method: 'POST', headers: { cookie } });
    await until('applied');
  };
  const again = async (work: () => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) await work();
  };
  const of = (at: number): string => cookies[at % cookies.length]!;
  const file = `姓名,电话\n${Array.from({ length: 20_000 }, (_, i) => `导入${i},136${String(i).padStart(8, '0')}`).join('\n')}\n`;
  const exported = JSON.stringify({ kind: 'customers', format: 'xlsx', filter: {}, language: 'zh-CN' });
  const loops = [
    ...Array.from({ length: searchesAtOnce }, (_, at) => again(() => ask(`customers?search=${encodeURIComponent(at % 2 ? '客' : '户1')}&sort=name`, { headers: { cookie: of(at) } }))),
    ...Array.from({ length: 4 }, (_, at) => again(() => ask('exports', { method: 'POST', headers: { 'cookie': of(at), 'content-type': 'application/json' }, body: exported }))),
    ...Array.from({ length: 2 }, (_, at) => again(() => importAll(of(at)))),
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

function figuresOf(samples: readonly Sample[]): Figures {
  const p95 = (isLoaded: boolean, of: 'apiMs' | 'setUpMs'): number => quantile(samples.filter((one) => one.isLoaded === isLoaded).flatMap((one) => one[of]), 0.95);
  const [apiRatio, setUpRatio] = (['apiMs', 'setUpMs'] as const).map((of) => rounded(p95(true, of) / p95(false, of), 2)) as [number, number];
  const failures = samples.reduce((sum, one) => sum + one.failures, 0);
  return {
    figures: {
      ratio: Math.max(apiRatio, setUpRatio), apiRatio, setUpRatio, failures,
      quietApiP95Ms: rounded(p95(false, 'apiMs')), loadedApiP95Ms: rounded(p95(true, 'apiMs')), quietSetUpP95Ms: rounded(p95(false, 'setUpMs')), loadedSetUpP95Ms: rounded(p95(true, 'setUpMs')),
    },
    targets: { ratio: { most: mostRatio }, failures: { most: 0 } },
    table: samples.map(({ isLoaded, apiMs, setUpMs, failures: failed }) => ({
      neighbour: isLoaded ? 'at its worst' : 'quiet', requests: apiMs.length, apiP50Ms: rounded(quantile(apiMs, 0.5)), apiP95Ms: rounded(quantile(apiMs, 0.95)),
      calls: setUpMs.length, setUpP50Ms: rounded(quantile(setUpMs, 0.5)), setUpP95Ms: rounded(quantile(setUpMs, 0.95)), failures: failed,
    })),
  };
}
