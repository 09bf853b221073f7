/** Who sees what in a tenant of three levels of departments and 200 agents: every answer is compared with a set that is computed here. */
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { SearchHits } from '@bahu/contract/search.ts';
import type { RoleCode } from '@bahu/contract/permissions.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { addressOf, allRoutes } from './contract/routes.ts';
import { fileName } from './kernel/files.ts';
import { newId } from './kernel/ids.ts';
import { connectReader } from './realtime/test-reader.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';

interface Person extends TestUser {
  departmentId: string;
  number: number;
}
interface Owned {
  id: string;
  name: string;
  phone: string;
  ownerId: string | null;
  departmentId: string | null;
}
interface Called {
  id: string;
  agentId: string;
  departmentId: string;
  customerId: string;
}

let server: TestServer;
let address: string;
const roleIds = new Map<string, string>();
const departments = new Map<string, { id: string; parent: string | null; path: string }>();
const agents: Person[] = [];
let customers: Owned[] = [];
const calls: Called[] = [];
const readers = {} as Record<'agent' | 'leader' | 'supervisor' | 'inspector', Person>;
const readerNames = ['agent', 'leader', 'supervisor', 'inspector'] as const;

beforeAll(async () => {
  server = await createTestServer();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  for (const row of await server.database.asOwner<{ id: string; code: string }>(
    'select id, code from roles where tenant_id = $1',
    [server.tenant.id],
  ))
    roleIds.set(row.code, row.id);
  await fillPeople();
  await fillRecords();
});
afterAll(() => server.stop());

/** 公司 → 华东, 华南 → four groups each. */
async function fillPeople(): Promise<void> {
  const below = (name: string, parent: string | null): void => {
    const id = newId();
    departments.set(name, { id, parent, path: `${parent === null ? '' : departments.get(parent)!.path}${id}/` });
  };
  below('公司', null);
  for (const region of ['华东', '华南']) {
    below(region, '公司');
    for (const group of [1, 2, 3, 4]) below(`${region}${group}组`, region);
  }
  const tenantId = server.tenant.id;
  await server.database.db.tenant(tenantId, async (tx) => {
    for (const [name, { id, parent, path }] of departments)
      await tx
        .insertInto('departments')
        .values({ tenantId, id, name, path, parentId: parent === null ? null : departments.get(parent)!.id })
        .execute();
    const seat = async (number: number, role: RoleCode, department: string): Promise<Person> => {
      const [userId, agentId, extension, departmentId] = [
        newId(),
        newId(),
        String(number),
        departments.get(department)!.id,
      ];
      await tx
        .insertInto('users')
        .values({
          tenantId,
          id: userId,
          roleId: roleIds.get(role)!,
          departmentId,
          name: `${role}${extension}`,
          passwordHash: 'none',
        })
        .execute();
      await tx.insertInto('agents').values({ tenantId, id: agentId, userId, extension }).execute();
      const { token, sessionId } = await server.sessions.start(tx, {
        tenantId,
        userId,
        address: '127.0.0.1',
        device: 'test',
        staySignedIn: false,
      });
      return { userId, agentId, sessionId, extension, token, cookie: `bahu_session=${token}`, departmentId, number };
    };
    const groups = [...departments.keys()].filter((name) => name.endsWith('组'));
    for (let i = 0; i < 200; i++) agents.push(await seat(400 + i, 'agent', groups[i % groups.length]!));
    Object.assign(readers, {
      agent: agents[0]!,
      leader: await seat(700, 'leader', '华东'),
      supervisor: await seat(701, 'supervisor', '公司'),
      inspector: await seat(702, 'inspector', '华南1组'),
    });
  });
}

async function fillRecords(): Promise<void> {
  const tenantId = server.tenant.id;
  customers = Array.from({ length: 4000 }, (_, i) => {
    const owner = i % 20 === 19 ? null : agents[(i * 7) % agents.length]!;
    return {
      id: newId(),
      name: `客户${i % 40}号${i}`,
      phone: `+86154${String(10_000_000 + i * 137)}`,
      ownerId: owner?.agentId ?? null,
      departmentId: owner?.departmentId ?? null,
    };
  });
  const audio = fileName(tenantId, 'recordings', 'one.wav');
  await server.files.put(audio, Buffer.alloc(200));
  await server.database.db.tenant(tenantId, async (tx) => {
    for (let i = 0; i < customers.length; i += 1000)
      await tx
        .insertInto('customers')
        .values(customers.slice(i, i + 1000).map((customer) => ({ ...customer, tenantId })))
        .execute();
    for (let i = 0; i < 400; i++) {
      const [agent, customer] = [agents[i % agents.length]!, customers[i * 10]!];
      const id = newId();
      calls.push({ id, agentId: agent.agentId, departmentId: agent.departmentId, customerId: customer.id });
      await tx
        .insertInto('calls')
        .values({
          tenantId,
          id,
          direction: 'inbound',
          startedAt: new Date(),
          number: customer.phone,
          lineNumber: '+864000000800',
          agentId: agent.agentId,
          departmentId: agent.departmentId,
          customerId: customer.id,
        })
        .execute();
      await tx
        .insertInto('callEvents')
        .values({
          tenantId,
          callId: id,
          seq: 1,
          at: new Date(),
          type: 'started',
          data: JSON.stringify({
            direction: 'inbound',
            number: customer.phone,
            note: `来电 ${nationalForm(customer.phone)}`,
          }),
        })
        .execute();
      await tx
        .insertInto('recordings')
        .values({ tenantId, id: newId(), callId: id, source: 's', startedAt: new Date(), status: 'ready', path: audio })
        .execute();
    }
  });
}

const isBelow = (id: string | null, top: string): boolean =>
  [...departments.values()].some((department) => department.id === id && department.path.includes(top));
/** By the words of the specification, not by the code: own, the department with all below it, all. */
function holds(reader: keyof typeof readers, agentId: string | null, departmentId: string | null): boolean {
  if (reader === 'inspector') return true;
  if (reader === 'agent') return agentId === readers.agent.agentId;
  return isBelow(departmentId, readers[reader].departmentId);
}
const idsFor = (reader: keyof typeof readers): string[] =>
  customers
    .filter((customer) => holds(reader, customer.ownerId, customer.departmentId))
    .map((customer) => customer.id)
    .toSorted();
const callsFor = (reader: keyof typeof readers): string[] =>
  calls
    .filter((call) => holds(reader, call.agentId, call.departmentId))
    .map((call) => call.id)
    .toSorted();

async function everyPage(user: TestUser, path: string): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let total = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const reply = await server.request(
      user,
      'GET',
      `/api/${path}${path.includes('?') ? '&' : '?'}limit=100${cursor && `&cursor=${cursor}`}`,
    );
    const page = reply.json<{ items: { id: string }[]; next: string | null; total: number }>();
    ids.push(...page.items.map((item) => item.id));
    ({ total, next: cursor } = page);
  }
  return { ids: ids.toSorted(), total };
}

describe('[U1] [U3] what each reader sees', () => {
  test.each(readerNames)('the %s: customers in the list and in its count, filtered and searched', async (name) => {
    const user = readers[name];
    const expected = idsFor(name);
    expect(expected.length).toBeGreaterThan(10);
    expect(await everyPage(user, 'customers')).toEqual({ ids: expected, total: expected.length });
    for (const [path, fits] of [
      [`customers?search=${encodeURIComponent('客户7号')}`, (customer: Owned) => customer.name.startsWith('客户7号')],
      [`customers?owner=${agents[0]!.agentId}`, (customer: Owned) => customer.ownerId === agents[0]!.agentId],
      [
        `customers?department=${departments.get('华东')!.id}`,
        (customer: Owned) => isBelow(customer.departmentId, departments.get('华东')!.id),
      ],
    ] as const) {
      const some = customers
        .filter((customer) => fits(customer) && expected.includes(customer.id))
        .map((customer) => customer.id)
        .toSorted();
      expect(await everyPage(user, path), path).toEqual({ ids: some, total: some.length });
    }
  });

  test.each(readerNames)('the %s: one customer at a time, with all that hangs on him', async (name) => {
    const called = new Set(
      calls.filter((call) => call.agentId === readers[name].agentId).map((call) => call.customerId),
    );
    for (const customer of customers.filter((_, i) => i % 61 === 0)) {
      // A customer of nobody is everybody's; whoever spoke with one knows him.
      const isOpen =
        holds(name, customer.ownerId, customer.departmentId) || customer.ownerId === null || called.has(customer.id);
      for (const url of [`/api/customers/${customer.id}`, `/api/customers/${customer.id}/history`]) {
        expect((await server.request(readers[name], 'GET', url)).statusCode, url).toBe(isOpen ? 200 : 404);
      }
    }
  });

  test.each(readerNames)('the %s: calls, their details, waveforms and recordings', async (name) => {
    const expected = callsFor(name);
    expect(expected.length).toBeGreaterThan(1);
    expect(await everyPage(readers[name], 'calls')).toEqual({ ids: expected, total: expected.length });
    for (const call of calls.filter((_, i) => i % 13 === 0)) {
      const isOpen = expected.includes(call.id);
      expect((await server.request(readers[name], 'GET', `/api/calls/${call.id}`)).statusCode).toBe(isOpen ? 200 : 404);
      expect((await server.request(readers[name], 'GET', `/api/calls/${call.id}/recording`)).statusCode).toBe(
        isOpen ? 200 : 404,
      );
      const download = (await server.request(readers[name], 'GET', `/api/calls/${call.id}/recording?download=1`))
        .statusCode;
      expect(download).toBe(name === 'supervisor' ? (isOpen ? 200 : 404) : 403);
    }
  });

  test.each(readerNames)('the %s: the search over everything', async (name) => {
    for (const customer of customers.filter((_, i) => i % 199 === 0)) {
      const hits = (
        await server.request(readers[name], 'GET', `/api/search?text=${encodeURIComponent(customer.name)}`)
      ).json<SearchHits>();
      expect(hits.customers.map((hit) => hit.id).includes(customer.id), customer.name).toBe(
        holds(name, customer.ownerId, customer.departmentId),
      );
    }
    for (const call of calls.slice(0, 30)) {
      const hits = (await server.request(readers[name], 'GET', `/api/search?text=${call.id}`)).json<SearchHits>();
      expect(hits.calls.length).toBe(callsFor(name).includes(call.id) ? 1 : 0);
    }
  });

  test('calling by reference reaches those whom he may open and nobody else', async () => {
    const [inside, outside] = ['华东', '华南'].map((region) =>
      customers.find((customer) => isBelow(customer.departmentId, departments.get(region)!.id))!,
    );
    const place = async (body: object) =>
      (await server.request(readers.leader, 'POST', '/api/desk/calls', body)).json<{ code: string }>().code;
    // No engine runs here: being refused for that means that the number was found.
    expect([await place({ customerId: inside!.id }), await place({ customerId: outside!.id })]).toEqual([
      'phone.engine-away',
      'not-found',
    ]);
    const [mine, foreign] = [true, false].map((isMine) =>
      calls.find((call) => callsFor('leader').includes(call.id) === isMine)!,
    );
    expect([await place({ callId: mine!.id }), await place({ callId: foreign!.id })]).toEqual([
      'phone.engine-away',
      'not-found',
    ]);
  });

  test('news of records', async () => {
    const sockets = await Promise.all(readerNames.map((name) => connectReader(address, readers[name])));
    for (const socket of sockets) {
      socket.send({ subscribe: ['records'] });
      await socket.settled();
    }
    const changed = customers.filter((_, i) => i % 97 === 0);
    for (const customer of changed)
      expect(
        (
          await server.request(server.tenant.administrator, 'PATCH', `/api/customers/${customer.id}`, {
            version: 1,
            note: '已改',
          })
        ).statusCode,
      ).toBe(200);
    for (const [i, name] of readerNames.entries()) {
      // Whoever may open a customer hears of them, and those of nobody anybody may open.
      const expected = changed
        .filter((customer) => customer.ownerId === null || holds(name, customer.ownerId, customer.departmentId))
        .map((customer) => customer.id)
        .toSorted();
      const seen = async () =>
        [...new Set((await sockets[i]!.settled()).map((frame) => (frame.value as { id: string }).id))].toSorted();
      while ((await seen()).length < expected.length) await sockets[i]!.received(sockets[i]!.frames.length + 1);
      expect(await seen(), name).toEqual(expected);
      sockets[i]!.socket.terminate();
    }
  });

  test('[U1] editing has a scope of its own', async () => {
    const other = customers.find(
      (customer) => customer.ownerId !== null && isBelow(customer.departmentId, readers.leader.departmentId),
    )!;
    await server.database.asOwner(
      `update roles set scopes = '{"customer.edit":"own"}' where tenant_id = $1 and code = 'leader'`,
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const shown = (await server.request(readers.leader, 'GET', `/api/customers/${other.id}`)).json<Customer>();
    expect(shown.can).not.toContain('edit');
    const reply = await server.request(readers.leader, 'PATCH', `/api/customers/${other.id}`, {
      version: shown.version,
      note: 'x',
    });
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    await server.database.asOwner("update roles set scopes = '{}' where tenant_id = $1 and code = 'leader'", [
      server.tenant.id,
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await server.request(readers.leader, 'GET', `/api/customers/${other.id}`)).json<Customer>().can).toContain(
      'edit',
    );
  });

  test('[U1] seen through another role, no more than both allow', async () => {
    const { supervisor } = readers;
    expect((await server.request(supervisor, 'PUT', `/api/session/view-as/${roleIds.get('agent')}`)).statusCode).toBe(
      200,
    );
    const own = customers.filter((customer) => customer.ownerId === supervisor.agentId);
    expect(await everyPage(supervisor, 'customers')).toEqual({
      ids: own.map((customer) => customer.id),
      total: own.length,
    });
    expect((await server.request(supervisor, 'DELETE', '/api/session/view-as')).statusCode).toBe(200);
    expect((await everyPage(supervisor, 'customers')).total).toBe(idsFor('supervisor').length);
  });
});

describe('[U1] a role that masks numbers', () => {
  const whole = (): RegExp => new RegExp(customers.map((customer) => nationalForm(customer.phone).slice(3)).join('|'));

  test.each(['agent', 'leader', 'inspector'] as const)(
    'the %s finds no whole number in any answer or frame',
    async (name) => {
      const numbers = whole();
      const socket = await connectReader(address, readers[name]);
      socket.send({ subscribe: ['desk', 'presence', 'queues', 'records'] });
      const mine = customers.find((customer) => holds(name, customer.ownerId, customer.departmentId))!;
      const call = calls.find((one) => callsFor(name).includes(one.id))!;
      let walked = 0;
      for (const { route } of allRoutes.filter(
        (one) => one.route.method === 'GET' && one.route.permission !== 'operator',
      )) {
        for (const id of [mine.id, call.id, readers[name].userId]) {
          const reply = await server.request(
            readers[name],
            'GET',
            addressOf(route, id) + (route.path === '/search' ? `?text=${nationalForm(mine.phone)}` : ''),
          );
          if (reply.statusCode === 200) walked++;
          expect(numbers.exec(reply.body)?.[0], route.path).toBeUndefined();
        }
      }
      expect(walked).toBeGreaterThan(20);
      server.hub.recordChanged(
        server.tenant.id,
        { type: 'customer', id: mine.id, version: 9 },
        { ownerIds: [mine.ownerId], departmentIds: [mine.departmentId] },
      );
      await socket.settled();
      expect(numbers.test(JSON.stringify(socket.frames))).toBe(false);
      socket.socket.terminate();
      const body = (await server.request(readers.supervisor, 'GET', `/api/customers/${mine.id}`)).body;
      expect(body.includes(nationalForm(mine.phone)), 'the walk looks for what there is').toBe(
        mine.departmentId !== null,
      );
    },
  );

  test('shows a number once to who may see it, and notes that', async () => {
    const mine = customers.find((customer) => holds('leader', customer.ownerId, customer.departmentId))!;
    expect((await server.request(readers.leader, 'POST', `/api/customers/${mine.id}/number`)).json()).toMatchObject({
      code: 'forbidden',
    });
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'customer.reveal-number') where tenant_id = $1 and code = 'leader'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await server.request(readers.leader, 'GET', `/api/customers/${mine.id}`)).json<Customer>().can).toContain(
      'reveal-number',
    );
    expect((await server.request(readers.leader, 'POST', `/api/customers/${mine.id}/number`)).json()).toEqual({
      number: nationalForm(mine.phone),
    });
    expect(
      await server.database.asOwner(
        "select actor_id, record_id, record_name from audit_rows where action = 'customer.reveal-number'",
      ),
    ).toEqual([{ actor_id: readers.leader.userId, record_id: mine.id, record_name: mine.name }]);
    const foreign = customers.find((customer) => isBelow(customer.departmentId, departments.get('华南')!.id))!;
    expect((await server.request(readers.leader, 'POST', `/api/customers/${foreign.id}/number`)).json()).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('[U3] a move', () => {
  test('of a department moves what its leader sees at once', async () => {
    const [group, south] = [departments.get('华东2组')!, departments.get('华南')!];
    const before = idsFor('leader').length;
    const reply = await server.request(server.tenant.administrator, 'PATCH', `/api/departments/${group.id}`, {
      version: 1,
      parentId: south.id,
    });
    expect(reply.statusCode, reply.body).toBe(200);
    Object.assign(group, { parent: '华南', path: `${south.path}${group.id}/` });
    const expected = idsFor('leader');
    expect(expected.length).toBeLessThan(before);
    expect(await everyPage(readers.leader, 'customers')).toEqual({ ids: expected, total: expected.length });
    expect((await everyPage(readers.leader, 'calls')).ids).toEqual(callsFor('leader'));
  });

  test('of a person takes his customers along at once', async () => {
    const moved = agents.find((agent) => agent.departmentId === departments.get('华南1组')!.id)!;
    const to = departments.get('华东1组')!.id;
    const { version } = (await server.request(server.tenant.administrator, 'GET', `/api/users/${moved.userId}`)).json<{
      version: number;
    }>();
    const reply = await server.request(server.tenant.administrator, 'PATCH', `/api/users/${moved.userId}`, {
      version,
      departmentId: to,
    });
    expect(reply.statusCode, reply.body).toBe(200);
    for (const customer of customers) if (customer.ownerId === moved.agentId) customer.departmentId = to;
    const expected = idsFor('leader');
    expect(await everyPage(readers.leader, 'customers')).toEqual({ ids: expected, total: expected.length });
  });
});
