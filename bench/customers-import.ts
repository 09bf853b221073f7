/**
 * An import of a million customers with eight designed fields, of whom some are customers already, and a change of one field of all of them, while
 * another agent works. The peer is PostgreSQL's own COPY of the same rows into the same table with its indexes, which reads no sheet, checks no cell,
 * looks for no number and keeps nothing to take it back.
 */
import { chmodSync, createWriteStream, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseNumber } from '@bahu/domain/numbers/dial.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { startServer } from '@bahu/server/compose/compose.ts';
import { readPrincipal } from '@bahu/server/kernel/auth/read-principal.ts';
import { createSessions } from '@bahu/server/kernel/auth/sessions.ts';
import { createClock } from '@bahu/server/kernel/clock.ts';
import { readConfig } from '@bahu/server/kernel/config.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { customerHeads, customerRow } from '@bahu/server/slices/platform/imports/test-customers.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { designFields } from './peers/designed-fields.ts';
import { asOwner, importCustomers, prepareSite, workOff, type ImportSite, type Run } from './peers/import-site.ts';

const home = { countryCode: '86', areaCode: '755' };
/** One in so many of the file is a customer already. */
const knownEvery = 50;
const asksEveryMs = 100;
const designedHeads = ['意向', '年保费', '续保日期', '来源', '已购产品', '车牌', '上次到店', '需求'] as const;
const intents = ['low', 'low', 'middle', 'watching', 'high', 'low', 'urgent', ''] as const;
const sources = ['web', 'fair', 'friend', 'bought', ''] as const;
const products = ['car', 'life', 'health', 'house', 'travel'] as const;

/** What row `i` says of the designed fields, in the order of their heads. */
function designedCells(i: number): string[] {
  const day = new Date(Date.UTC(2027, 0, 1 + (i % 700))).toISOString().slice(0, 10);
  return [
    intents[i % intents.length]!,
    i % 5 === 2 ? '' : (200 + (i % 90_000) / 4).toFixed(2),
    i % 10 < 4 ? '' : day,
    sources[i % sources.length]!,
    i % 4 === 0 ? '' : products[i % products.length]!,
    i % 2 === 0 ? '' : `粤B${(i % 1_048_576).toString(16).padStart(5, '0')}`,
    i % 6 > 1 ? '' : `${day} 09:30`,
    i % 8 > 0 ? '' : `希望了解第${i % 977}号方案`,
  ];
}

function* csvOf(rows: number): Generator<string> {
  let text = `${[...customerHeads, ...designedHeads].join(',')}\r\n`;
  for (let i = 0; i < rows; i++) {
    text += `${[...customerRow(i), ...designedCells(i)].join(',')}\r\n`;
    if (text.length < 256 * 1024) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Makes known those of the file who are customers already. */
const known = (site: ImportSite, rows: number): Promise<number> =>
  asOwner(
    site,
    `insert into customers (tenant_id, id, name, phone)
     select '${site.tenantId}', gen_random_uuid(), '老客户', '+86154' || lpad((i * ${knownEvery})::text, 8, '0')
     from generate_series(0, ${Math.ceil(rows / knownEvery) - 1}) i`,
  );

/** Seconds of COPY of the rows as an import leaves them, from a file beside the database; those that are there already are none of them. */
async function copySeconds(site: ImportSite, rows: number): Promise<number> {
  const file = path.join(site.folder, 'postgres', 'rows.copy');
  const written = await site.db.tenant(site.tenantId, (tx) =>
    tx.selectFrom('customers').select(['phone', 'fields', 'title', 'stage']).where('name', '<>', '老客户').execute(),
  );
  const byPhone = new Map(written.map((row) => [row.phone, row]));
  const lines = function* lines(): Generator<string> {
    for (let i = 0; i < rows; i++) {
      const [name = '', phone = '', company, , , email, address, note] = customerRow(i);
      const number = parseNumber(phone, home)!;
      const row = byPhone.get(number);
      if (!row) continue;
      const { fields, title, stage } = row;
      yield `${[site.tenantId, newId(), name, number, company, title, stage, email, address, note, site.agentIds[i % 3], initialsOf(name), JSON.stringify(fields).replaceAll('\\', '\\\\')].join('\t')}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  chmodSync(file, 0o644);
  await asOwner(site, 'truncate customers cascade');
  await known(site, rows);
  await asOwner(site, 'checkpoint');
  const seconds = await asOwner(
    site,
    `copy customers (tenant_id, id, name, phone, company, title, stage, email, address, note, owner_id, name_initials, fields) from '${file}'`,
  );
  rmSync(file);
  return seconds;
}

/** The server of the company, and what one of its agents does there meanwhile. */
interface Desk {
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Milliseconds of each request of somebody who looks at lists and finds numbers while `work` is done. */
  during(work: () => Promise<void>): Promise<number[]>;
}

async function openDesk(site: ImportSite, end: End): Promise<Desk> {
  const config = readConfig(
    {
      BAHU_DATA: path.join(site.folder, 'data'),
      BAHU_WEB: path.join(site.folder, 'web'),
      BAHU_PORT: '18600',
      BAHU_DEMO: 'off',
      BAHU_LIMIT_SESSION: '0',
      BAHU_LIMIT_ADDRESS: '0',
      DATABASE_URL: site.urls.owner,
      DATABASE_APP_URL: site.urls.app,
    },
    ['--roles=api'],
  );
  const server = await startServer(config, createLog('warn'));
  end.with(() => server.stop());
  const sessions = createSessions(site.db, createClock());
  const { token } = await site.db.tenant(site.tenantId, (tx) =>
    sessions.start(tx, {
      tenantId: site.tenantId,
      userId: site.userId,
      address: '127.0.0.1',
      device: 'bench',
      staySignedIn: true,
    }),
  );
  const ask: Desk['ask'] = async (method, at, body) => {
    const reply = await fetch(`${server.url}/api${at}`, {
      method,
      headers: {
        cookie: `bahu_session=${token}`,
        origin: server.url,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${at}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const paths = ['/customers', '/customers?search=15400001234', '/customers?search=%E5%BC%A0', '/follow-ups'];
  return {
    ask,
    async during(work) {
      const times: number[] = [];
      const over = new AbortController();
      const asking = (async () => {
        for (let i = 0; !over.signal.aborted; i++) {
          const since = performance.now();
          await ask('GET', paths[i % paths.length]!);
          times.push(performance.now() - since);
          await delay(asksEveryMs);
        }
      })();
      const [done] = await Promise.allSettled([work()]);
      over.abort();
      await asking;
      if (done.status === 'rejected') throw done.reason;
      return times;
    },
  };
}

const changeOfAll = { selection: { filter: {} }, change: { note: '2027 年续约名单' } };

/** Changes one field of all, and begins with it once more to stop it on its way; the whole change, and seconds from the cancel to the end. */
async function changeAll(site: ImportSite, desk: Desk): Promise<{ change: Run; cancelSeconds: number }> {
  const start = async (): Promise<string> =>
    ((await desk.ask('POST', '/customers/changes', changeOfAll)) as { job: { id: string } }).job.id;
  const change = await workOff(site, await start());
  const id = await start();
  const working = workOff(site, id);
  const hasBegun = async (): Promise<boolean> => ((await desk.ask('GET', `/jobs/${id}`)) as { done: number }).done > 0;
  while (!(await hasBegun())) await delay(20);
  const since = performance.now();
  await desk.ask('DELETE', `/jobs/${id}`);
  await working;
  const cancelSeconds = (performance.now() - since) / 1000;
  const { state } = (await desk.ask('GET', `/jobs/${id}`)) as { state: string };
  if (state !== 'cancelled') throw new Error(`a job that was cancelled is ${state}`);
  return { change, cancelSeconds };
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const rows = Number(options.find((option) => option.startsWith('--rows='))?.split('=')[1] ?? 1_000_000);
    const site = await prepareSite(end);
    const principal = await site.db.tenant(site.tenantId, (tx) =>
      readPrincipal(tx, { tenantId: site.tenantId, userId: site.userId, sessionId: newId() }),
    );
    await designFields(site.db, principal!);
    await known(site, rows);
    const desk = await openDesk(site, end);
    let imported: Awaited<ReturnType<typeof importCustomers>> | undefined;
    const asked = await desk.during(async () => {
      imported = await importCustomers(site, csvOf(rows));
    });
    const { read, check, apply, result } = imported!;
    const created = rows - Math.ceil(rows / knownEvery);
    if (result.created !== created) throw new Error(`${result.created} of ${created} new rows were imported`);
    let changed: Awaited<ReturnType<typeof changeAll>> | undefined;
    const askedThen = await desk.during(async () => {
      changed = await changeAll(site, desk);
    });
    const copy = await copySeconds(site, rows);
    const importSeconds = read.seconds + check.seconds + apply.seconds;
    const line = (what: string, { seconds, peakMb }: Run) => ({
      what,
      rows,
      seconds: rounded(seconds),
      rowsPerSecond: Math.round(rows / seconds),
      peakMb: Math.round(peakMb),
    });
    return {
      figures: {
        rowsPerSecond: Math.round(rows / importSeconds),
        ratio: rounded(copy / importSeconds, 2),
        peakMb: Math.round(Math.max(...[read, check, apply].map(({ peakMb }) => peakMb))),
        othersP95Ms: rounded(quantile(asked, 0.95)),
        changeSeconds: rounded(changed!.change.seconds),
        cancelSeconds: rounded(changed!.cancelSeconds),
        othersP95MsInChange: rounded(quantile(askedThen, 0.95)),
      },
      targets: {
        rowsPerSecond: { least: 15_000 },
        ratio: { least: 0.5 },
        peakMb: { most: 512 },
        othersP95Ms: { most: 150 },
        changeSeconds: { most: 180 },
      },
      table: [
        { what: 'COPY', rows: created, seconds: rounded(copy), rowsPerSecond: Math.round(created / copy), peakMb: 0 },
        line('read', read),
        line('check', check),
        line('apply', apply),
        line('change one field of all', changed!.change),
      ],
    };
  });

export default measure;
