/** Whatever several people do with customers at the same moment: nobody takes a locked one, no limit is passed, and the history tells all of it. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { seed } from '../../../test-draw.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, leader, agent, stranger, id: tenantId } = server.tenant;

/** Of each: so many customers locked, and taken a day. */
const most = { locked: 2, taken: 3 };
const customers = 5;
const people = { agent, leader, stranger } as const satisfies Record<string, TestUser>;
type Name = keyof typeof people;

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('take', 'give-back', 'lock', 'unlock'),
    who: fc.constantFrom<Name>('agent', 'leader', 'stranger'),
    on: fc.nat(customers - 1),
  }),
  // A leader assigns within the own department, and unlocks nobody.
  fc.record({ kind: fc.constant('assign' as const), who: fc.constant<Name>('leader'), on: fc.nat(customers - 1) }),
  fc.record({
    kind: fc.constantFrom('take-many', 'lock-many'),
    who: fc.constantFrom<Name>('agent', 'leader'),
    on: fc.nat(customers - 1),
  }),
);
type Step = { kind: string; who: Name; on: number };
/** Each round is done at the same moment. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

async function begin(): Promise<string[]> {
  for (const table of ['customer_owners', 'customers']) await server.database.asOwner(`delete from ${table}`);
  await server.database.asOwner('update agents set lock_limit = $1', [most.locked]);
  // Midnight is half a day away.
  const utcOffsetMinutes = (12 - new Date().getUTCHours()) * 60;
  await server.database.asOwner('update tenants set settings = settings || $2 where id = $1', [
    tenantId,
    JSON.stringify({ customers: { takenADay: most.taken }, utcOffsetMinutes }),
  ]);
  const rows = await server.database.asOwner<{ id: string }>(
    `insert into customers (tenant_id, id, name, phone)
     select $1, gen_random_uuid(), '客户' || n, '+86154000001' || lpad(n::text, 2, '0') from generate_series(1, $2::int) n returning id`,
    [tenantId, customers],
  );
  return rows.map(({ id }) => id);
}

async function act(ids: readonly string[], { kind, who, on }: Step): Promise<void> {
  const id = ids[on]!;
  const from = [...ids.slice(on), ...ids.slice(0, on)];
  const [path, body] =
    kind === 'assign'
      ? ['/customers/assignments', { selection: { ids: [id] }, to: [agent.userId] }]
      : kind === 'take-many'
        ? ['/customers/takings', { selection: { ids: from }, act: 'take' }]
        : kind === 'lock-many'
          ? ['/customers/locks', { selection: { ids: from }, act: 'lock' }]
          : [`/customers/${id}/${kind}`, undefined];
  const reply = await server.request(people[who], 'POST', `/api${path as string}`, body as object | undefined);
  expect([200, 403, 404, 409], reply.body).toContain(reply.statusCode);
}

interface Row {
  id: string;
  owner_id: string | null;
  is_locked: boolean;
}
const read = () =>
  server.database.asOwner<Row>(
    'select id, owner_id, coalesce(locked_until > now(), false) as is_locked from customers order by phone',
  );
interface Change {
  customer_id: string;
  from_id: string | null;
  to_id: string | null;
  reason: string;
  by_id: string;
}
const changes = () => server.database.asOwner<Change>('select * from customer_owners order by place');

/** What a round may not have done. */
function check(before: readonly Row[], after: readonly Row[], round: readonly Step[], ids: readonly string[]): void {
  for (const was of before) {
    const is = after.find(({ id }) => id === was.id)!;
    if (!was.is_locked || is.owner_id === was.owner_id) continue;
    // Only who had locked the customer can have let go of them.
    const own = round.filter(({ who, on }) => people[who].userId === was.owner_id && ids[on] === was.id);
    expect(own.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(give-back|unlock|assign)$/)]),
    );
  }
  for (const user of Object.values(people))
    expect(after.filter((row) => row.is_locked && row.owner_id === user.userId).length).toBeLessThanOrEqual(
      most.locked,
    );
}

test('[C7] no locked customer is taken, no limit passed, no change forgotten, whoever acts at the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const ids = await begin();
      let before = await read();
      for (const round of all) {
        await Promise.all(round.map((one) => act(ids, one)));
        const after = await read();
        check(before, after, round, ids);
        before = after;
      }
      const told = await changes();
      for (const row of before) {
        // From the pool, in which all began, to whoever has the customer: no link is missing.
        const chain = told.filter(({ customer_id }) => customer_id === row.id);
        expect([null, ...chain.map(({ to_id }) => to_id)]).toEqual([
          ...chain.map(({ from_id }) => from_id),
          row.owner_id,
        ]);
      }
      for (const user of Object.values(people))
        expect(
          told.filter(({ reason, by_id }) => reason === 'take' && by_id === user.userId).length,
        ).toBeLessThanOrEqual(most.taken);
      const list = (await server.request(administrator, 'GET', '/api/customers')).json<{ items: Customer[] }>().items;
      expect(list).toHaveLength(customers);
    }),
    { seed, numRuns: 10, endOnFailure: true },
  );
});
