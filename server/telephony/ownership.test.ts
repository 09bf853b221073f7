import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { Ownership } from './ownership.ts';

/** Whoever sleeps between two looks; the tests wake them. */
const sleeping: (() => void)[] = [];
vi.mock('node:timers/promises', () => ({
  setTimeout: (_ms: number, _value: undefined, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve) => {
      sleeping.push(resolve);
      signal.addEventListener('abort', () => resolve());
    }),
}));

let database: TestDatabase;
let ownership: Ownership;
let done: string[];
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  done = [];
  sleeping.length = 0;
  await database.asOwner('delete from engine_lease');
});
afterEach(async () => {
  await ownership.stop();
  await ownership.release();
});
afterAll(() => database.drop());

/** An ownership whose opening does this, and notes it. */
function owning(open: () => void): Ownership {
  const log = createLog('silent');
  const note = async (): Promise<void> => {
    done.push('open');
    open();
  };
  ownership = new Ownership({ databaseUrl: database.urls.app, log, open: note, close: () => void done.push('close') });
  return ownership;
}
/** Lets the next look happen and waits until it is over. */
async function lookAgain(): Promise<void> {
  const wake = sleeping.pop()!;
  wake();
  await vi.waitFor(() => expect(sleeping).toHaveLength(1));
}

test('[A2.10] calls that could not be taken over are let go of and taken over with the next look, under the same lease', async () => {
  let isBroken = true;
  const owner = owning(() => {
    if (isBroken) throw new Error('a row that cannot be read');
  });
  await owner.start();
  const { epoch } = owner.lease;
  expect([done, owner.isOpen, epoch > 0]).toEqual([['open', 'close'], false, true]);
  await lookAgain();
  expect([done.splice(0), owner.isOpen]).toEqual([['open', 'close', 'open', 'close'], false]);
  isBroken = false;
  await lookAgain();
  await lookAgain();
  expect([done, owner.isOpen, owner.lease.epoch]).toEqual([['open'], true, epoch]);
});

test("[A2.10] calls that became another's while they were taken over are let go of, and taken over anew when they are ours again", async () => {
  let isLosing = true;
  const owner = owning(() => {
    if (isLosing) owner.lease.lose();
  });
  await owner.start();
  expect([done.at(-1), owner.isOpen]).toEqual(['close', false]);
  isLosing = false;
  await lookAgain();
  expect([done.at(-1), owner.isOpen]).toEqual(['open', true]);
});

test('[A2.10] a standby opens nothing until the calls are let go of', async () => {
  const first = new Ownership({
    databaseUrl: database.urls.app,
    log: createLog('silent'),
    open: async () => undefined,
    close: () => undefined,
  });
  await first.lease.look();
  const standby = owning(() => undefined);
  await standby.start();
  expect([done, standby.isOpen]).toEqual([[], false]);
  await first.release();
  await lookAgain();
  expect([done, standby.isOpen]).toEqual([['open'], true]);
});
