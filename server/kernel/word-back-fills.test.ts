/** What is stored says it in the words of the glossary: what a migration makes of the words of before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(95);
});
afterAll(() => database.close());

/** An outcome of before, and the word that it has now. */
const outcomes = [
  ['goodbye', 'not-served'],
  ['engine-lost', 'media-server-restarted'],
  ['connected', 'connected'],
] as const;

test('[A2.10] outcomes of calls, their facts, their own numbers and agents who rest are kept under the words of today', async () => {
  const { run, urls } = database;
  const { tenant, agents } = await fill(run, '100009');
  const ids = outcomes.map(() => newId());
  for (const [at, [outcome]] of outcomes.entries()) {
    const of = [tenant, ids[at]];
    await run(
      `insert into calls (tenant_id, id, direction, started_at, ended_at, number, line_number, outcome)
        values ($1, $2, 'inbound', now(), now(), '13900000001', '1', $3)`,
      [...of, outcome],
    );
    await run(
      "insert into call_legs (tenant_id, call_id, id, role, number, started_at, outcome) values ($1, $2, 'leg', 'customer', '1', now(), $3)",
      [...of, outcome],
    );
    await run(
      "insert into call_events (tenant_id, call_id, seq, at, type, data) values ($1, $2, 1, now(), 'ended', $3)",
      [...of, JSON.stringify({ outcome, side: 'system' })],
    );
  }
  await run("insert into live_state (tenant_id, kind, id, state) values ($1, 'agent', $2, $3)", [
    tenant,
    agents.sales,
    JSON.stringify({ activity: 'away', since: 5, restsUntil: 7 }),
  ]);

  const up = newId();
  await run("insert into live_state (tenant_id, kind, id, state) values ($1, 'call', $2, $3)", [
    tenant,
    up,
    JSON.stringify({ phase: 'queued', lineNumber: '+864000000800' }),
  ]);

  await migrate(urls);

  const today = (where: string) => run<{ outcome: string }>(`${where} order by 1`, [ids]);
  const expected = outcomes.map(([, outcome]) => ({ outcome })).toSorted((a, b) => (a.outcome < b.outcome ? -1 : 1));
  expect(await today('select outcome from calls where id = any($1)')).toEqual(expected);
  expect(await today('select outcome from call_legs where call_id = any($1)')).toEqual(expected);
  expect(await today("select data ->> 'outcome' as outcome from call_events where call_id = any($1)")).toEqual(
    expected,
  );
  expect(await run("select state from live_state where tenant_id = $1 and kind = 'agent'", [tenant])).toEqual([
    { state: { state: 'away', since: 5, chosenAt: 5, pausedSince: 5, noAnswerDelayUntil: 7 } },
  ]);
  expect(await run('select state from live_state where id = $1', [up])).toEqual([
    { state: { phase: 'queued', ownNumber: '+864000000800' } },
  ]);
  expect(await run('select own_number from calls where id = $1', [ids[0]])).toEqual([{ own_number: '1' }]);
});
