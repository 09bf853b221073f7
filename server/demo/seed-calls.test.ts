import { serviceLevel } from '@bahu/domain/queues/service-level.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFiles } from '../kernel/files.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { useVaultKeys } from '../kernel/vault.ts';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { loadState } from '../telephony/engine/load.ts';
import { boardOf, queueBoardOf } from '../telephony/board.ts';
import { demoCalls, secondsOf } from './demo-calls.ts';
import { seedDemo } from './seed.ts';

let database: TestDatabase;
let tenantId: string;
const offset = 480;
const hourMs = 3_600_000;
/** Not in the first hour of a day, which has hardly a call. */
const now = Date.now() - dayStart(dayNumber(Date.now(), offset), offset) < hourMs ? Date.now() - hourMs : Date.now();
beforeAll(async () => {
  useVaultKeys(['key']);
  database = await createTestDatabase();
  const { db, urls } = database;
  const carrier = { host: '127.0.0.1', port: 5060 };
  const files = createLocalFiles(testFolder('demo-files'));
  tenantId = (await seedDemo({
    db,
    files,
    ownerUrl: urls.owner,
    password: 'not-the-manuals',
    carrier,
    now,
    promptFolder: 'none',
  }))!;
});
afterAll(() => database.drop());

test('[P5] [C8] in the demo company callers wait to be called back: of an agent, of queues, one who has tried twice, and one who was reached', async () => {
  expect(
    await database.asOwner(
      `select m.tries, a.extension, q.number as queue, m.closed_at is not null as closed, m.reached_call_id is not null as reached,
          exists (select from customers c where c.phone = m.number) as known
        from missed_calls m left join agents a on a.id = m.agent_id left join queues q on q.id = m.queue_id
        where m.closed_at is null or m.agent_id is not null order by m.last_at desc`,
    ),
  ).toEqual([
    { tries: 2, extension: null, queue: '901', closed: false, reached: false, known: false },
    { tries: 1, extension: '802', queue: null, closed: false, reached: false, known: false },
    { tries: 1, extension: '802', queue: '901', closed: false, reached: false, known: true },
    { tries: 1, extension: null, queue: '902', closed: false, reached: false, known: true },
    { tries: 1, extension: null, queue: '902', closed: false, reached: false, known: false },
    { tries: 1, extension: '803', queue: '901', closed: true, reached: true, known: true },
  ]);
});

test('[P5] [U6] the boards of a first start show figures of today, as many as there are calls', async () => {
  const state = await database.db.tenant(tenantId, (tx) => loadState(tx, tenantId, now));
  const { queues } = queueBoardOf(state, now);
  expect(queues.map(({ name }) => name).toSorted()).toEqual(['售前咨询', '售后支持', '英语服务'].toSorted());
  for (const { today } of queues) {
    expect(today.answered).toBeGreaterThan(0);
    expect(today.waitSeconds).toBeGreaterThan(0);
  }
  const of = (name: 'answered' | 'abandoned'): number => queues.reduce((sum, { today }) => sum + today[name], 0);
  const rows = await database.asOwner<{ outcome: string; count: number }>(
    `select outcome, count(*)::int from calls where direction = 'inbound'
      and started_at >= to_timestamp($1 / 1000.0) group by outcome`,
    [dayStart(dayNumber(now, offset), offset)],
  );
  const counted = Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
  expect({ answered: of('answered'), abandoned: of('abandoned') }).toEqual({
    answered: counted['connected'],
    abandoned: counted['abandoned-queue'],
  });
  const booked = queues.reduce((sum, { today }) => sum + today.callbacks.booked, 0);
  expect(booked).toBe(counted['callback']);
  const { agents } = boardOf(state, now, () => null);
  expect(agents.filter(({ today }) => today.answered > 0 && today.talkInSeconds > 0).length).toBeGreaterThanOrEqual(4);
});

test.each([0, 1, 30, 600, 1439])(
  '[P5] [U6] a company that begins %i minutes after midnight has a believable day: all calls are over, most callers are served in time',
  (minutes) => {
    const begun = Date.UTC(2026, 10, 29, 16) + minutes * 60_000;
    const calls = demoCalls(begun, offset);
    expect(calls.length).toBeGreaterThan(20);
    expect(Math.max(...calls.map((call) => call.at + secondsOf(call) * 1000))).toBeLessThanOrEqual(begun);
    const came = calls.filter(({ waitSeconds = 0, outcome }) => waitSeconds > 0 && outcome !== 'callback');
    const answered = came.filter(({ outcome }) => outcome === 'connected');
    const inTime = answered.filter(({ waitSeconds = 0 }) => waitSeconds <= 20).length;
    const level = serviceLevel({ answered: answered.length, inTime, abandoned: came.length - answered.length });
    expect(level).toBeGreaterThan(50);
    expect(level).toBeLessThan(100);
  },
);

test('[P5] [A4.7] in the demo company one message waits in an agent’s box, and one for a queue was heard and noted', async () => {
  expect(
    await database.asOwner(
      `select a.extension, q.number as queue, v.heard_at is not null as heard, v.note <> '' as noted, v.seconds > 1 as spoken,
          v.missed_call_id is not null as missed, x.bytes > 16000 as kept
        from voicemails v left join agents a on a.id = v.agent_id left join queues q on q.id = v.queue_id
        join recordings x on x.call_id = v.id order by v.left_at desc`,
    ),
  ).toEqual([
    { extension: '802', queue: null, heard: false, noted: false, spoken: true, missed: true, kept: true },
    { extension: null, queue: '902', heard: true, noted: true, spoken: true, missed: true, kept: true },
  ]);
});
