import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPool } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../../kernel/test-database.ts';
import type { Payload } from './batch.ts';
import { FactLog } from './fact-log.ts';
import { countRefused, refusedFile } from './journal.ts';
import { LeaseLost } from './lease.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let tenantId: string;
let folder: string;
let lost: number;
const epoch = 5;
let codes = 200_000;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.urls.app, { connections: 2 });
  await database.asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, $1, 'infinity')", [epoch]);
});
beforeEach(async () => {
  tenantId = newId();
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-journal-'));
  lost = 0;
  await database.asOwner('insert into tenants (id, code, name) values ($1, $2, $3)', [tenantId, String(++codes), '甲']);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const logOf = (options: Partial<ConstructorParameters<typeof FactLog>[0]> = {}): FactLog =>
  new FactLog({ pool, tenantId, epoch, folder, log: createLog('silent'), onLost: () => void lost++, ...options });

/** A call's batch; `startedAt` may be no moment. */
function batchOf(startedAt = new Date().toISOString()): Payload {
  const call = {
    id: newId(),
    direction: 'inbound',
    started_at: startedAt,
    number: '13900000001',
    own_number: '',
    wait_seconds: 0,
    ring_seconds: 0,
    talk_seconds: 0,
    hold_seconds: 0,
    outcome: 'in-progress',
    is_reconciled: false,
    version: 1,
    caller_name: '',
  };
  return { calls: [call], legs: [], segments: [], facts: [], live: [], states: [], sounds: [] };
}
const join = (...batches: Payload[]): Payload => ({ ...batches[0]!, calls: batches.flatMap(({ calls }) => calls) });
const written = async (): Promise<string[]> =>
  (await database.asOwner<{ id: string }>('select id from calls where tenant_id = $1', [tenantId])).map(({ id }) => id);
const idOf = ({ calls }: Payload): unknown => calls[0]!['id'];
const journal = (...lines: (object | string)[]): void =>
  writeFileSync(
    path.join(folder, `${tenantId}.ndjson`),
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
const setAside = (): string => readFileSync(refusedFile(folder, tenantId), 'utf8');

test('[A2.10] a journal with a line that the database refuses is brought in without it, and the line is kept and counted', async () => {
  const [good, bad, other] = [batchOf(), batchOf('never'), batchOf()];
  journal({ epoch: epoch - 1, payload: good }, { epoch: epoch - 1, payload: bad }, 'no JSON {', {
    epoch: epoch - 1,
    payload: other,
  });
  await logOf().replay();
  expect(new Set(await written())).toEqual(new Set([idOf(good), idOf(other)]));
  expect([countRefused(folder), setAside().includes(String(idOf(bad))), setAside().includes('no JSON {')]).toEqual([
    2,
    true,
    true,
  ]);
});

test('[A2.10] a journal of a server of before, which knew calls in another shape, is kept and told, and hinders nothing', async () => {
  const { segments: _none, live: _unknown, ...older } = batchOf();
  const good = batchOf();
  journal({ epoch: epoch - 1, payload: { ...older, agents: [], queues: [] } }, { epoch: epoch - 1, payload: good });
  await logOf().replay();
  expect([await written(), countRefused(folder)]).toEqual([[idOf(good)], 1]);
});

test('[A2.10] what a server wrote in the words of before the upgrade is written in those of today, and no call is lost', async () => {
  const { calls, ...rest } = batchOf();
  const [{ own_number: _own, ...call }] = calls as [Record<string, unknown>];
  const id = String(call['id']);
  const agentId = newId();
  const [at, until] = ['2026-01-05T08:00:00.000Z', 1_767_600_000_000];
  const older = {
    ...rest,
    calls: [{ ...call, line_number: '+8675526540800', outcome: 'goodbye' }],
    legs: [
      {
        call_id: id,
        id: 'near',
        role: 'agent',
        agent_id: agentId,
        number: '802',
        started_at: at,
        outcome: 'engine-lost',
      },
    ],
    facts: [{ call_id: id, seq: 1, at, type: 'ended', data: { outcome: 'engine-lost' } }],
    live: [
      { kind: 'call', id, state: { id, lineNumber: '+8675526540800' }, version: 1 },
      { kind: 'agent', id: agentId, state: { restsUntil: until }, version: null },
    ],
  };
  journal({ epoch: epoch - 1, payload: older });
  await logOf().replay();
  const { asOwner } = database;
  expect(await asOwner('select own_number, outcome from calls where id = $1', [id])).toEqual([
    { own_number: '+8675526540800', outcome: 'not-served' },
  ]);
  expect(await asOwner('select outcome, trunk_id from call_legs where call_id = $1', [id])).toEqual([
    { outcome: 'media-server-restarted', trunk_id: null },
  ]);
  expect(await asOwner('select data from call_events where call_id = $1', [id])).toEqual([
    { data: { outcome: 'media-server-restarted' } },
  ]);
  expect(await asOwner('select kind, state from live_state where tenant_id = $1 order by kind', [tenantId])).toEqual([
    { kind: 'agent', state: { noAnswerDelayUntil: until } },
    { kind: 'call', state: { id, ownNumber: '+8675526540800' } },
  ]);
  expect(countRefused(folder)).toBe(0);
});

test('[A2.10] of a batch only the call that the database refuses is set aside', async () => {
  const [good, bad, other] = [batchOf(), batchOf('never'), batchOf()];
  expect(await logOf().write(join(good, bad, other))).toBe('database');
  expect(new Set(await written())).toEqual(new Set([idOf(good), idOf(other)]));
  expect(countRefused(folder)).toBe(1);
});

test('[A2.10] what an owner before the last one journaled is set aside: another has gone on with those calls', async () => {
  journal({ epoch: epoch - 2, payload: batchOf() });
  await logOf().replay();
  expect([await written(), countRefused(folder)]).toEqual([[], 1]);
});

test('[A2.10] the half line of a process that was killed while it wrote is nothing to keep', async () => {
  const good = batchOf();
  writeFileSync(
    path.join(folder, `${tenantId}.ndjson`),
    `${JSON.stringify({ epoch, payload: good })}\n{"epoch":5,"payl`,
  );
  await logOf().replay();
  expect([await written(), countRefused(folder)]).toEqual([[idOf(good)], 0]);
});

test('[A2.10] a batch under an epoch that is over is refused, at once and out of the journal', async () => {
  await expect(logOf({ epoch: epoch - 1 }).write(batchOf())).rejects.toBeInstanceOf(LeaseLost);
  let isAway = true;
  const away = {
    query: async (query: never) => (isAway ? Promise.reject(new Error('away')) : pool.query(query)),
  } as unknown as typeof pool;
  const facts = logOf({ epoch: epoch - 1, pool: away });
  expect(await facts.write(batchOf())).toBe('disk');
  isAway = false;
  await expect.poll(() => lost).toBe(1);
  await facts.stop();
  expect(await written()).toEqual([]);
});

test('[A2.10] without the database and without room on the disk a batch is kept in memory, told of, and written when one is back', async () => {
  let isAway = true;
  const away = {
    query: async (query: never) => (isAway ? Promise.reject(new Error('away')) : pool.query(query)),
  } as unknown as typeof pool;
  const batch = batchOf();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder should be');
  chmodSync(folder, 0o400);
  const facts = logOf({ pool: away });
  expect([await facts.write(batch), facts.inMemory]).toEqual(['memory', 1]);
  isAway = false;
  await expect.poll(() => facts.pending).toBe(0);
  expect(await written()).toEqual([idOf(batch)]);
});

test('[A2.1] [A2.10] what the files of the journal hold of withheld numbers is for the server alone, in a file of before too', async () => {
  const away = { query: async () => Promise.reject(new Error('away')) } as unknown as typeof pool;
  const file = path.join(folder, `${tenantId}.ndjson`);
  writeFileSync(file, '', { mode: 0o644 });
  const facts = logOf({ pool: away });
  await facts.stop();
  expect(await facts.write(batchOf())).toBe('disk');
  await logOf().write(batchOf('never'));
  expect([file, refusedFile(folder, tenantId)].map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('[A2.1] the log never holds a fact, even when there is nowhere else to keep it', async () => {
  const lines: string[] = [];
  const bad = batchOf('never');
  bad.calls[0]!['caller_name'] = '王芳';
  mkdirSync(refusedFile(folder, tenantId));
  await logOf({ log: createLog('info', { write: (line: string) => void lines.push(line) }) }).write(bad);
  expect([lines.join('').includes(String(idOf(bad))), lines.join('').includes('王芳')]).toEqual([true, false]);
});

test('[A2.10] batches that come late or twice bring back nothing that is over', async () => {
  const facts = logOf();
  const latest = Array.from({ length: 4 }, (_, at) => at + 1);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...latest, ...latest], { minLength: 2 }),
      fc.boolean(),
      async (versions, ends) => {
        const first = batchOf();
        const id = String(idOf(first));
        const last = Math.max(...versions);
        const isOver = (version: number): boolean => ends && version === last;
        for (const version of versions) {
          const call = {
            ...first.calls[0]!,
            version,
            outcome: `outcome ${version}`,
            ended_at: isOver(version) ? first.calls[0]!['started_at'] : null,
          };
          await facts.write({
            ...first,
            calls: [call],
            live: [{ kind: 'call', id, state: isOver(version) ? null : { version }, version }],
          });
        }
        const [row] = await database.asOwner<{ outcome: string }>('select outcome from calls where id = $1', [id]);
        const live = await database.asOwner<{ state: { version: number } }>(
          'select state from live_state where id = $1',
          [id],
        );
        expect([row!.outcome, live.map(({ state }) => state.version)]).toEqual([`outcome ${last}`, ends ? [] : [last]]);
      },
    ),
    { numRuns: 40 },
  );
});

test('[A2.10] what is live of a call moves forward though its row says the same, and never back', async () => {
  const facts = logOf();
  const first = batchOf();
  const id = String(idOf(first));
  const live = (version: number, state: unknown = { version }): Payload['live'] => [
    { kind: 'call', id, state, version },
  ];
  const stored = async (): Promise<unknown[]> =>
    (await database.asOwner<{ state: unknown }>('select state from live_state where id = $1', [id])).map(
      ({ state }) => state,
    );
  await facts.write({ ...first, live: live(1) });
  await facts.write({ ...first, calls: [], live: live(2) });
  await facts.write({ ...first, live: live(1) });
  expect(await stored()).toEqual([{ version: 2 }]);
  await facts.write({
    ...first,
    calls: [{ ...first.calls[0]!, version: 3, ended_at: first.calls[0]!['started_at'] }],
    live: live(3, null),
  });
  await facts.write({ ...first, calls: [], live: live(2) });
  expect(await stored()).toEqual([]);
});

test('[A2.8] a state of an agent is written once, with its seconds, when it is over', async () => {
  const agent = newId();
  const stay = {
    agent_id: agent,
    started_at: '2026-11-01T08:00:00.000Z',
    ended_at: '2026-11-01T08:01:30.500Z',
    seq: 1,
    state: 'ready',
    next_state: 'ringing',
    call_id: null,
    cause: 'forced',
    pause_id: null,
    by_agent_id: agent,
    note: '临时培训',
    next_cause: null,
  };
  const facts = logOf();
  for (let time = 0; time < 2; time++) await facts.write({ ...batchOf(), states: [stay] });
  const rows = await database.asOwner<{ seconds: string }>(
    'select seconds, state, next_state, cause, by_agent_id, note from agent_states where agent_id = $1',
    [agent],
  );
  expect(rows.map((row) => ({ ...row, seconds: Number(row.seconds) }))).toEqual([
    {
      seconds: 90.5,
      state: 'ready',
      next_state: 'ringing',
      cause: 'forced',
      by_agent_id: agent,
      note: '临时培训',
    },
  ]);
});

/** A payload as servers wrote it before segments had holds, sounds a segment, and states of agents an end. */
function olderBatch(): Payload {
  const batch = batchOf();
  const { id, started_at: at } = batch.calls[0]! as { id: string; started_at: string };
  const [agentId, callId] = [newId(), id];
  const leg = {
    call_id: callId,
    id: 'near',
    role: 'agent',
    agent_id: agentId,
    number: '801',
    started_at: at,
    ringing_at: at,
    answered_at: at,
    ended_at: at,
    outcome: 'connected',
    cause: 16,
    sip_code: null,
  };
  const segment = {
    call_id: callId,
    seq: 1,
    kind: 'agent',
    is_main: true,
    agent_id: agentId,
    queue_id: null,
    department_id: null,
    offered_at: at,
    started_at: at,
    answered_at: at,
    ended_at: at,
    talk_ms: 900,
    hold_ms: 100,
    begun_by: 'configured',
    ended_by: 'customer',
  };
  const state = (state: string, seq: number): object => ({ agent_id: agentId, at, seq, state, call_id: callId });
  const sound = { call_id: callId, expected_seconds: 1, id: newId(), kind: 'call', source: '{}', started_at: at };
  return {
    ...batch,
    calls: [{ ...batch.calls[0]!, ended_at: at, outcome: 'answered' }],
    legs: [leg],
    segments: [segment],
    sounds: [sound],
    facts: [{ call_id: callId, seq: 1, at, type: 'held', data: { agent: '林晓雯' } }],
    live: [
      { kind: 'agent', id: agentId, state: { chosen: 'ready' }, version: null },
      { kind: 'call', id: callId, state: null, version: 2 },
    ],
    states: [state('ringing', 1), state('wrap-up', 2)] as Payload['states'],
  };
}

test('[A2.10] what a server of before wrote is taken whole: segments without holds have none, states without an end are passed over', async () => {
  const [replayed, late] = [olderBatch(), olderBatch()];
  const running = { ...late, segments: late.segments.map((segment) => ({ ...segment, ended_at: null })) };
  journal({ epoch: epoch - 1, payload: replayed });
  await logOf().replay();
  for (const payload of [running, late]) expect(await logOf().write(payload)).toBe('database');
  for (const id of [replayed, late].map(idOf)) {
    const segments = await database.asOwner(
      'select seq, talk_ms, hold_ms, holds, wrap_up_ms, ended_by from call_segments where call_id = $1',
      [id],
    );
    expect(segments).toEqual([{ seq: 1, talk_ms: 900, hold_ms: 100, holds: [], wrap_up_ms: 0, ended_by: 'customer' }]);
    expect(await database.asOwner('select type, data from call_events where call_id = $1', [id])).toEqual([
      { type: 'held', data: { agent: '林晓雯' } },
    ]);
    expect(await database.asOwner('select kind, segment_seq from recordings where call_id = $1', [id])).toEqual([
      { kind: 'call', segment_seq: null },
    ]);
    expect(await database.asOwner('select id from call_legs where call_id = $1', [id])).toEqual([{ id: 'near' }]);
    expect(await database.asOwner('select seq from agent_states where call_id = $1', [id])).toEqual([]);
  }
  expect([
    countRefused(folder),
    (await database.asOwner("select id from live_state where tenant_id = $1 and kind = 'agent'", [tenantId])).length,
  ]).toEqual([0, 2]);
});

test('[A2.10] calls of which the database has refused something are told once, so that they are written again', async () => {
  const facts = logOf();
  const [good, bad] = [batchOf(), batchOf('never')];
  await facts.write(join(good, bad));
  expect([facts.takeRefused(), facts.takeRefused()]).toEqual([[idOf(bad)], []]);
});
