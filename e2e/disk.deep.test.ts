import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { freeBytes } from '@bahu/server/kernel/disk.ts';
import type { AgentClient } from './support/agent-client.ts';
import { eventually, gatherAgents, stillUp } from './support/crowd.ts';
import { readiness } from './support/standby.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';

const ports = portsFrom(14_000);
const megabyte = 1_000_000;
const endings: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** A small file system of its own, or why there can be none. */
function mountDisk(): { folder: string } | { reason: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=900m,mode=0711', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: `no file system can be mounted here: ${String(error)}` };
  }
  endings.push(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder };
}

/** Takes all room but so many megabytes. */
async function fill(folder: string, leftMegabytes: number): Promise<void> {
  const block = Buffer.alloc(megabyte / 4);
  try {
    while ((await freeBytes(folder)) > leftMegabytes * megabyte) appendFileSync(path.join(folder, 'ballast'), block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

const isTold = async (site: Site, code: string): Promise<boolean> => (await readiness(site.url))?.troubles.some((trouble) => trouble.code === code) ?? false;
const talking = (agents: readonly AgentClient[]): number => agents.filter(({ desk }) => desk?.call?.phase === 'talking').length;

interface Written { number: string; isClosed: boolean; sound: string | null }
const written = (site: Site): Promise<Written[]> => site.sql<Written>(`
  select c.number, c.ended_at is not null as "isClosed", r.status as sound from calls c left join recordings r on r.call_id = c.id and r.kind = 'call' order by c.started_at`);

async function startOn(folder: string): Promise<{ site: Site; phones: Phones; agents: AgentClient[] }> {
  const phones = await startPhones(ports);
  endings.push(() => phones.stop());
  const site = await startSite({ ports, parent: folder, tenant: { agents: 5, trunk: { host: phonesAddress, port: ports.phonesSip } } });
  endings.push(() => site.stop());
  const agents = await gatherAgents(site, phones);
  endings.push(() => agents.forEach((agent) => agent.close()));
  return { site, phones, agents };
}

test('[A2.9] [A2.10] on a disk that is full to the last byte calls go on and new ones are answered, nothing is recorded, it is said, and every call has its record in the end', async (context) => {
  const disk = mountDisk();
  if ('reason' in disk) return context.skip(disk.reason);
  const { site, phones, agents } = await startOn(disk.folder);
  const call = async (from: string, expected: number): Promise<string> => {
    const id = await phones.call(site.tenant.did, { from });
    await eventually(`${from} is answered`, () => talking(agents) === expected, 20_000);
    return id;
  };
  const callers = [await call('13900000001', 1)];
  expect(await isTold(site, 'disk.low')).toBe(true);
  await fill(disk.folder, 200);
  await eventually('it is said that the disk is full', () => isTold(site, 'disk.full'));
  expect(site.log()).toContain('the disk is full: new calls are not recorded');
  callers.push(await call('13900000002', 2));
  await fill(disk.folder, 0);
  await sleep(5000);
  callers.push(await call('13900000003', 3));
  expect(await stillUp(phones, callers)).toHaveLength(3);
  expect(await isTold(site, 'disk.full')).toBe(true);
  await phones.hangUp(callers[1]!);
  await eventually('its end is seen', () => talking(agents) === 2);
  truncateSync(path.join(disk.folder, 'ballast'), 0);
  await eventually('there is room again', async () => !(await isTold(site, 'disk.full')), 15_000);
  callers.push(await call('13900000004', 3));
  await sleep(2000);
  for (const caller of [callers[0]!, callers[2]!, callers[3]!]) await phones.hangUp(caller);
  const isClosed = async (): Promise<boolean> => (await written(site)).filter((row) => row.isClosed && row.sound !== 'recording' && row.sound !== 'pending').length === 4;
  await eventually('every call has its record', isClosed, 30_000);
  const rows = await written(site);
  expect(rows.map(({ number }) => number)).toEqual(['+8613900000001', '+8613900000002', '+8613900000003', '+8613900000004']);
  expect(rows.slice(1, 3).map(({ sound }) => sound)).toEqual([null, null]);
  expect(rows[3]!.sound).toBe('ready');
});
