/**
 * A tenant and its neighbour on one installation: how long calls and pages of one take while the other is quiet, and while the other does its
 * worst: 72 searches side by side, exports and whole imports one after the other, and a thousand callers who hold all its lines and try for more. Options: --seconds=20 of each point, --agents=60, --rounds=2,
 * --customers=100000 of the neighbour.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSmallTenant, sitePassword } from '@bahu/e2e/support/small-tenant.ts';
import type { Site } from '@bahu/e2e/support/site.ts';
import { hashPassword } from '@bahu/server/kernel/auth/passwords.ts';
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { openBahu, runPoint, type QueueSystem } from './peers/queue-systems.ts';
import type { LoadPlan, LoadReport, ToLoad } from './peers/neighbour-load.ts';
import * as places from './peers/places.ts';
import { openAgentAudio, openCallers } from './peers/sides.ts';

const callsPerSecond = 5;
/** Between two requests of the tenant that is measured: well within what one session may ask. */
const pauseMs = 80;
const neighbourCode = '300001';
const searchesAtOnce = 72;
const flood = { calls: 1000, lines: 30, holdMs: 5000 } as const;
const maxRatio = 2;

const standard = { seconds: 20, agents: 60, rounds: 2, customers: 100_000 } as const;
type Settings = Readonly<Record<keyof typeof standard, number>>;

interface Sample {
  isLoaded: boolean;
  setUpMs: readonly number[];
  apiMs: readonly number[];
  failures: number;
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const settings = numbersOf(options, standard);
    const [callers, media] = [await openCallers(end), await openAgentAudio(end)];
    const system = await openBahu({ agents: settings.agents, screens: 0 }, callers, media, end);
    const { site } = system;
    const neighbour = await makeNeighbour(system, settings, end);
    const mine = await signIn(site, `${site.tenant.code}${site.tenant.agents[0]!.extension}`);
    await runPoint(system, callsPerSecond, 5);
    const samples: Sample[] = [];
    for (let round = 0; round < settings.rounds; round++) {
      for (const isLoaded of [false, true])
        samples.push(await sample({ system, mine, neighbour, seconds: settings.seconds, isLoaded }));
    }
    return figuresOf(samples);
  });
export default measure;

interface Neighbour {
  plan: LoadPlan;
  /** The process that makes the trouble. */
  load: ChildProcess;
}

/** A second company with customers to search, its people signed in and its callers on a trunk of their own. */
async function makeNeighbour({ site, sip }: System, { customers, seconds }: Settings, end: End): Promise<Neighbour> {
  const sql = site.sql.bind(site);
  const { tenantId, agents, did } = await createSmallTenant(sql, await hashPassword(sitePassword), {
    code: neighbourCode,
    agents: 8,
    trunk: places.neighbours.sip,
    channels: flood.lines,
  });
  await sql(
    `insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '客户' || i, '+86138' || lpad(i::text, 8, '0') from generate_series(1, $2::int) i`,
    [tenantId, customers],
  );
  await sql('analyze customers');
  const cookies = await Promise.all(agents.map(({ extension }) => signIn(site, neighbourCode + extension)));
  // In a session of its own: Linux shares the processors among sessions first, and the server's own must not pay for what plays the world outside.
  const load = fork(fileURLToPath(new URL('peers/neighbour-load.ts', import.meta.url)), { detached: true });
  end.with(() => void load.kill());
  await once(load, 'message');
  const calls = { plan: { number: did, to: sip, holdMs: flood.holdMs }, count: flood.calls, seconds };
  return { load, plan: { url: site.url, cookies, searchesAtOnce, calls } };
}

const tell = (load: ChildProcess, what: ToLoad): boolean => load.send(what);

async function signIn(site: Site, account: string): Promise<string> {
  const reply = await fetch(`${site.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: sitePassword }),
  });
  if (!reply.ok) throw new Error(`signing in as ${account}: ${reply.status} ${await reply.text()}`);
  return reply.headers.getSetCookie()[0]!.split(';', 1)[0]!;
}

type System = QueueSystem & { site: Site };
interface Point {
  system: System;
  mine: string;
  neighbour: Neighbour;
  seconds: number;
  isLoaded: boolean;
}

/** Calls and pages of the one tenant, side by side, with the neighbour quiet or at its worst. */
async function sample({ system, mine, neighbour, seconds, isLoaded }: Point): Promise<Sample> {
  const { site } = system;
  const { load, plan } = neighbour;
  if (isLoaded) {
    tell(load, plan);
    await once(load, 'message');
    await sleep(1000);
  }
  const apiMs: number[] = [];
  const over = new AbortController();
  const browsing = (async () => {
    for (let turn = 0; !over.signal.aborted; turn++, await sleep(pauseMs)) {
      const since = performance.now();
      const reply = await fetch(`${site.url}/api/${turn % 2 ? 'customers?limit=50' : 'search?text=1390000'}`, {
        headers: { cookie: mine },
      });
      await reply.text();
      if (!reply.ok) throw new Error(`the tenant that is measured was refused: ${reply.status}`);
      apiMs.push(performance.now() - since);
    }
  })();
  const point = await runPoint(system, callsPerSecond, seconds);
  over.abort();
  await browsing;
  const report = isLoaded ? await stopLoad(load) : null;
  const own = report
    ? `; its own answers: ${report.answers}; its calls: ${report.calls}, ${report.answered} answered`
    : '';
  const [api, setUp] = [apiMs, point.delays].map((all) => rounded(quantile(all, 0.95)));
  console.log(
    `neighbour ${isLoaded ? 'at its worst' : 'quiet'}: API p95 ${api} ms, set-up p95 ${setUp} ms, ${point.failures} failures${own}`,
  );
  return { isLoaded, setUpMs: point.delays, apiMs, failures: point.failures };
}

async function stopLoad(load: ChildProcess): Promise<LoadReport> {
  tell(load, 'stop');
  const [report] = (await once(load, 'message')) as [LoadReport];
  return report;
}

function figuresOf(samples: readonly Sample[]): Figures {
  const p95 = (isLoaded: boolean, of: 'apiMs' | 'setUpMs'): number =>
    quantile(
      samples.filter((one) => one.isLoaded === isLoaded).flatMap((one) => one[of]),
      0.95,
    );
  const [apiRatio, setUpRatio] = (['apiMs', 'setUpMs'] as const).map((of) =>
    rounded(p95(true, of) / p95(false, of), 2),
  ) as [number, number];
  const failures = samples.reduce((sum, one) => sum + one.failures, 0);
  return {
    figures: {
      ratio: Math.max(apiRatio, setUpRatio),
      apiRatio,
      setUpRatio,
      failures,
      quietApiP95Ms: rounded(p95(false, 'apiMs')),
      loadedApiP95Ms: rounded(p95(true, 'apiMs')),
      quietSetUpP95Ms: rounded(p95(false, 'setUpMs')),
      loadedSetUpP95Ms: rounded(p95(true, 'setUpMs')),
    },
    targets: { ratio: { most: maxRatio }, failures: { most: 0 } },
    table: samples.map(({ isLoaded, apiMs, setUpMs, failures: failed }) => ({
      neighbour: isLoaded ? 'at its worst' : 'quiet',
      requests: apiMs.length,
      apiP50Ms: rounded(quantile(apiMs, 0.5)),
      apiP95Ms: rounded(quantile(apiMs, 0.95)),
      calls: setUpMs.length,
      setUpP50Ms: rounded(quantile(setUpMs, 0.5)),
      setUpP95Ms: rounded(quantile(setUpMs, 0.95)),
      failures: failed,
    })),
  };
}
