/** Reminders that were written before they came back: the latest follow-up of a customer says when they are to be called. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(104);
});
afterAll(() => database.close());

test('[C8] a customer is to be called when their latest follow-up says, and not at all when it says nothing', async () => {
  const { run, urls } = database;
  const {
    tenant,
    agents: { sales: agent },
  } = await fill(run, '100010');
  const [kept, settled] = [newId(), newId()];
  const customer = (id: string, phone: string) =>
    run('insert into customers (tenant_id, id, name, phone) values ($1, $2, $3, $3)', [tenant, id, phone]);
  const followUp = async (of: string, createdAt: string, remindAt: string | null): Promise<string> => {
    const id = newId();
    await run(
      `insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content, created_at, remind_at)
        values ($1, $2, $3, $4, 'consult', '', 'connected', 'open', 'phone', '', $5, $6)`,
      [tenant, id, of, agent, createdAt, remindAt],
    );
    return id;
  };
  await customer(kept, '+8615400000001');
  await customer(settled, '+8615400000002');
  await followUp(kept, '2026-01-01', '2026-01-02');
  const latest = await followUp(kept, '2026-01-03', '2026-01-04T02:00:00Z');
  await followUp(settled, '2026-01-01', '2026-01-02');
  await followUp(settled, '2026-01-03', null);

  await migrate(urls);

  expect(await run('select remind_at, reminder_id, reminder_author_id from customers order by phone')).toEqual([
    { remind_at: new Date('2026-01-04T02:00:00Z'), reminder_id: latest, reminder_author_id: agent },
    { remind_at: null, reminder_id: null, reminder_author_id: null },
  ]);
});
