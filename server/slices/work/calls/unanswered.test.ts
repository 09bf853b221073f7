/** Calls that no agent had, as the engine writes them, read by those who lead the department of their queue, menu or number. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyChange, type TenantState } from '@bahu/domain/callcontrol/transition.ts';
import { departmentOfCall, departmentOfSegment } from '@bahu/domain/callcontrol/department.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import { newId } from '../../../kernel/ids.ts';
import { emptyBatch, payloadOf, Written } from '../../../telephony/engine/batch.ts';
import { loadState } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let otherLeader: TestUser;
const ids = { trunk: newId(), queue: newId(), menu: newId(), other: newId() };
const did = '+864000000800';

beforeAll(async () => {
  server = await createTestServer();
  const { id: tenantId, departmentId, stranger, leader } = server.tenant;
  await server.database.db.tenant(tenantId, async (tx) => {
    await tx
      .insertInto('departments')
      .values({ tenantId, id: ids.other, name: '售后组', path: `${ids.other}/` })
      .execute();
    await tx.insertInto('trunks').values({ tenantId, id: ids.trunk, name: '线路', host: '127.0.0.1' }).execute();
    await tx
      .insertInto('queues')
      .values({ tenantId, id: ids.queue, name: '售前咨询', number: '901', strategy: 'round-robin', departmentId })
      .execute();
    const menu = {
      id: ids.menu,
      name: '主导航',
      prompt: 'welcome',
      invalidPrompt: 'invalid-key',
      extensionPrompt: 'enter-extension',
      waitSeconds: 5,
      tries: 2,
      keys: { 1: { to: 'queue' as const, queueId: ids.queue } },
      default: { to: 'hang-up' as const },
    };
    await tx
      .insertInto('menus')
      .values({ tenantId, id: ids.menu, name: menu.name, definition: JSON.stringify(menu), departmentId: ids.other })
      .execute();
    await tx
      .insertInto('didNumbers')
      .values({ tenantId, id: newId(), trunkId: ids.trunk, number: did, menuId: ids.menu })
      .execute();
    await sql`insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')`.execute(tx);
    await tx
      .updateTable('users')
      .set({
        departmentId: ids.other,
        roleId: (eb) => eb.selectFrom('users').select('roleId').where('id', '=', leader.userId),
      })
      .where('id', '=', stranger.userId)
      .execute();
  });
  await server.sessions.refreshTenant(tenantId);
  otherLeader = stranger;
});
afterAll(() => server.stop());

/** Plays events, ten minutes apart, on the tenant's own state and writes what they made, as its engine does. */
async function play(...events: Event[]): Promise<void> {
  const { id: tenantId } = server.tenant;
  await server.database.db.tenant(tenantId, async (tx) => {
    let state: TenantState = await loadState(tx, tenantId, Date.now());
    const batch = emptyBatch();
    for (const [i, event] of events.entries()) {
      const change = reduce(state, event, Date.now() + i * 600_000);
      state = applyChange(state, change);
      for (const call of change.calls.values()) batch.calls.set(call.id, call);
      batch.facts.push(...change.facts);
    }
    const payload = payloadOf(
      batch,
      Date.now(),
      {
        ofCall: (call) => departmentOfCall(state, call),
        ofSegment: (segment) => departmentOfSegment(state, segment),
        keepsConsultations: () => false,
        timesOf: () => [],
      },
      new Written(),
    );
    await sql`select bahu_engine_commit(${tenantId}::uuid, 1, ${JSON.stringify(payload)}::jsonb)`.execute(tx);
  });
}

const arrival = (callId: string): Event => ({
  type: 'inbound',
  callId,
  legId: `${callId}.0`,
  trunkId: ids.trunk,
  dialed: did,
  caller: '+8615400000042',
  callerName: '',
  isOverCapacity: false,
});
const leaves = (callId: string): Event => ({ type: 'leg-gone', legId: `${callId}.0`, cause: 16, sipCode: null });
const sees = async (user: TestUser, id: string): Promise<boolean[]> => {
  const { items } = (await server.request(user, 'GET', '/api/calls?limit=100')).json<{ items: { id: string }[] }>();
  return [
    items.some((call) => call.id === id),
    (await server.request(user, 'GET', `/api/calls/${id}`)).statusCode === 200,
  ];
};

describe('[R1] [U1] an abandoned call', () => {
  test('[R1] [U1] is seen by who leads the department of its queue, and by no other department', async () => {
    const id = newId();
    await play(arrival(id), { type: 'digit', legId: `${id}.0`, digit: '1' }, leaves(id));
    const { leader, supervisor, agent, administrator } = server.tenant;
    expect(await Promise.all([leader, supervisor, administrator].map((user) => sees(user, id)))).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
    expect(await Promise.all([agent, otherLeader].map((user) => sees(user, id)))).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(await sees(server.otherTenant.administrator, id)).toEqual([false, false]);
  });

  test('[R1] [U1] that left in the menu is seen by the department of the menu', async () => {
    const id = newId();
    await play(arrival(id), leaves(id));
    expect(await Promise.all([server.tenant.leader, otherLeader].map((user) => sees(user, id)))).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  test('[R1] [U1] with a message can be heard by the department of its queue alone', async () => {
    const [id, { id: tenantId }] = [newId(), server.tenant];
    await play(
      arrival(id),
      { type: 'digit', legId: `${id}.0`, digit: '1' },
      { type: 'deadline', callId: id, name: 'queue' },
    );
    const [row] = await server.database.asOwner<{ department_id: string; phase: string }>(
      "select department_id, state ->> 'phase' as phase from calls join live_state l on l.id = calls.id where calls.id = $1",
      [id],
    );
    expect([row!.department_id, row!.phase]).toEqual([server.tenant.departmentId, 'voicemail']);
    const path = `${tenantId}/recordings/message.wav`;
    await server.files.put(path, Buffer.from('RIFF message'));
    await server.database.db.tenant(tenantId, (tx) =>
      tx
        .insertInto('recordings')
        .values({
          tenantId,
          id: newId(),
          callId: id,
          kind: 'voicemail',
          status: 'ready',
          source: '{}',
          path,
          startedAt: new Date(),
        })
        .execute(),
    );
    const codes = await Promise.all(
      [server.tenant.leader, otherLeader, server.tenant.agent].map(
        async (user) => (await server.request(user, 'GET', `/api/calls/${id}/recording`)).statusCode,
      ),
    );
    expect(codes).toEqual([200, 404, 404]);
  });
});

describe('[U3] a department', () => {
  test('[U3] to which a queue or a menu belongs cannot be deleted: its calls would be nobody’s', async () => {
    await server.database.asOwner('update users set department_id = null where department_id = $1', [ids.other]);
    const reply = await server.request(server.tenant.administrator, 'DELETE', `/api/departments/${ids.other}`);
    expect(reply.json()).toMatchObject({ code: 'department.not-empty' });
  });
});
