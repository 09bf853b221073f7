/** An import whose process is killed again and again ends as if nothing had happened: a few times in `npm test`, twenty in the deep tests. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Import } from '@bahu/contract/imports.ts';
import type { Transfers } from '../../../test-transfers.ts';
import { customersCsv } from './test-customers.ts';

interface Kills {
  rows: number;
  kills: number;
  /** How much of an undisturbed run the latest kills may reach together: 1 is all of it. */
  reach: number;
}

const worker = fileURLToPath(new URL('../../../test-import-worker.ts', import.meta.url));

/** Everything about the imported customers but their ids and times, and who owns how many. */
async function table({ server }: Transfers, tenantId: string, agents: readonly string[]) {
  const [all] = await server.database.asOwner<{ count: string; hash: string }>(
    `select count(*), md5(string_agg(md5(row(c.name, c.phone, c.company, c.title, c.stage, c.email, c.address, c.note, array_position($2::uuid[], c.owner_id), c.version, c.name_initials)::text), '' order by c.phone)) as hash
     from customers c where c.tenant_id = $1`,
    [tenantId, agents],
  );
  const owners = await server.database.asOwner<{ n: string }>(
    'select count(*) as n from customers where tenant_id = $1 group by owner_id order by array_position($2::uuid[], owner_id)',
    [tenantId, agents],
  );
  return { count: Number(all!.count), hash: all!.hash, owners: owners.map(({ n }) => Number(n)) };
}

/** Runs the job in a process of its own; killed after so many milliseconds of work, unless it was done before. */
function runWorker(
  { server }: Transfers,
  tenantId: string,
  jobId: string,
  killAfterMs: number | null,
): Promise<'done' | 'killed'> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', worker, server.database.urls.app, tmpdir(), tenantId, jobId],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child.stdout.once('data', () => {
      if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL'
        ? resolve('killed')
        : code === 0
          ? resolve('done')
          : reject(new Error(`the worker ended with ${code}`)),
    );
  });
}

/** @throws when the table differs from that of an undisturbed run */
export async function killAndCompare(transfers: Transfers, { rows, kills, reach }: Kills): Promise<void> {
  const { server, drive } = transfers;
  const { tenant, otherTenant } = server;
  const content = [...customersCsv(rows)].join('');
  const undisturbed = await drive.map(
    otherTenant.administrator,
    await drive.upload(otherTenant.administrator, content),
    {
      onExisting: 'update',
      assignTo: [otherTenant.agent.userId, otherTenant.stranger.userId, otherTenant.leader.userId],
    },
  );
  const since = performance.now();
  expect((await drive.step(otherTenant.administrator, undisturbed.id, 'apply')).state).toBe('applied');
  const wholeMs = performance.now() - since;

  const ready = await drive.map(tenant.administrator, await drive.upload(tenant.administrator, content), {
    onExisting: 'update',
    assignTo: [tenant.agent.userId, tenant.stranger.userId, tenant.leader.userId],
  });
  const { jobId } = (
    await server.request(tenant.administrator, 'POST', `/api/imports/${ready.id}/apply`)
  ).json<Import>();
  let killed = 0;
  const reached: number[] = [];
  while (killed < kills) {
    // Spread over the work, however fast the machine is, and short enough that all of them do not suffice to finish it.
    const killAfterMs = (Math.random() * reach * wholeMs) / kills;
    if ((await runWorker(transfers, tenant.id, jobId, killAfterMs)) === 'done') break;
    killed++;
    const found = (
      await server.database.asOwner<{ line: number }>('select applied_line as line from imports where id = $1', [
        ready.id,
      ])
    )[0]!;
    reached.push(found.line);
    const count = Number(
      (
        await server.database.asOwner<{ n: string }>('select count(*) as n from customers where tenant_id = $1', [
          tenant.id,
        ])
      )[0]!.n,
    );
    // Whole batches and nothing else; the head is line 1.
    expect(count).toBe(Math.max(0, found.line - 1));
  }
  if (killed === kills) expect(await runWorker(transfers, tenant.id, jobId, null)).toBe('done');
  expect(killed, `killed at lines ${reached.join(', ')}`).toBe(kills);
  expect(await drive.get(tenant.administrator, ready.id)).toMatchObject({ state: 'applied' });
  expect((await server.request(tenant.administrator, 'GET', `/api/jobs/${jobId}`)).json()).toMatchObject({
    state: 'done',
    result: { created: rows, updated: 0, skipped: 0, rows },
  });
  const agents = (of: typeof tenant): string[] => [of.agent.userId, of.stranger.userId, of.leader.userId];
  const [ours, theirs] = [
    await table(transfers, tenant.id, agents(tenant)),
    await table(transfers, otherTenant.id, agents(otherTenant)),
  ];
  expect(ours).toEqual(theirs);
  // Dealt out in turn: the first may have one more than the last.
  const shares = [2, 1, 0].map((left) => Math.floor((rows + left) / 3));
  expect(ours).toMatchObject({ count: rows, owners: shares });
}
