import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../../kernel/test-database.ts';
import { Lease, leaseSeconds, LeaseLost } from './lease.ts';

let database: TestDatabase;
let lost: string[];
const leases: Lease[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  lost = [];
  await database.asOwner('delete from engine_lease');
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const lease of leases.splice(0)) await lease.release();
});
afterAll(() => database.drop());

function leaseOf(name: string): Lease {
  const lease = new Lease({
    databaseUrl: database.urls.app,
    log: createLog('silent'),
    onLost: () => void lost.push(name),
  });
  leases.push(lease);
  return lease;
}
const runOut = () => database.asOwner("update engine_lease set expires_at = now() - interval '1 second'");

/** What a process finds that was stopped for so many seconds: its monotonic clock went on without it. */
function sleepThrough(seconds: number): void {
  const now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now + seconds * 1000);
}

test('[A2.10] one process owns the calls, renews without a new epoch, and the next one gets a higher epoch at once when it lets go', async () => {
  const [first, second] = [leaseOf('first'), leaseOf('second')];
  await first.look();
  await second.look();
  await first.look();
  const { epoch } = first;
  expect([epoch > 0, first.isFresh(), second.epoch, second.isFresh()]).toEqual([true, true, 0, false]);
  await first.release();
  await second.look();
  expect([second.epoch, lost]).toEqual([epoch + 1, []]);
});

test('[A2.10] who has slept through a takeover may act no more before it has looked, and finds out then', async () => {
  const [first, second] = [leaseOf('first'), leaseOf('second')];
  await first.look();
  await runOut();
  await second.look();
  sleepThrough(leaseSeconds + 3);
  expect(first.isFresh()).toBe(false);
  await expect(first.confirm(true)).rejects.toBeInstanceOf(LeaseLost);
  expect([first.epoch, lost, await second.confirm(true)]).toEqual([0, ['first'], second.epoch]);
});

test('[A2.10] who has slept and lost nothing goes on under the same epoch', async () => {
  const lease = leaseOf('only');
  await lease.look();
  const { epoch } = lease;
  sleepThrough(leaseSeconds + 3);
  expect([await lease.confirm(true), lease.isFresh(), lost]).toEqual([epoch, true, []]);
});

test('[A2.10] without the database a lease that has run out is good only where the media server itself keeps former owners out', async () => {
  const lease = leaseOf('cut off');
  await lease.look();
  vi.spyOn(lease as unknown as { take(): Promise<number> }, 'take').mockRejectedValue(new Error('frozen'));
  sleepThrough(leaseSeconds + 3);
  expect(await lease.confirm(true)).toBe(lease.epoch);
  await expect(lease.confirm(false)).rejects.toBeInstanceOf(LeaseLost);
  expect(lost).toEqual([]);
});

test('[A2.10] who takes the calls back has another term: what belonged to the one before is let go of first', async () => {
  const [first, second] = [leaseOf('first'), leaseOf('second')];
  await first.look();
  const before = first.epoch;
  await runOut();
  await second.look();
  await runOut();
  await first.look();
  expect([first.epoch, lost]).toEqual([before + 2, ['first']]);
});
