/** Who sees what in a tenant of three levels of departments and 200 agents: every answer is compared with a set that is computed here. */
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { SearchHits } from '@bahu/contract/search.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { addressOf, allRoutes } from './contract/routes.ts';
import { connectReader } from './realtime/test-reader.ts';
import { fillOrganisation, type Owned, type ReaderName } from './test-organisation.ts';
import { createTestServer, type TestUser } from './test-server.ts';

const server = await createTestServer();
afterAll(() => server.stop());
await server.app.listen({ host: '127.0.0.1', port: 0 });
const address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
const { departments, agents, customers, calls, readers, roleIds } = await fillOrganisation(server);
const readerNames = ['agent', 'leader', 'supervisor', 'inspector'] as const;

const isBelow = (id: string | null, top: string): boolean =>
  [...departments.values()].some((department) => department.id === id && department.path.includes(top));
/** By the words of the specification, not by the code: own, the department with all below it, all. */
function holds(reader: ReaderName, agentId: string | null, departmentId: string | null): boolean {
  if (reader === 'inspector') return true;
  if (reader === 'agent') return agentId === readers.agent.userId;
  return isBelow(departmentId, readers[reader].departmentId);
}
const idsFor = (reader: ReaderName): string[] =>
  customers
    .filter((customer) => holds(reader, customer.ownerId, customer.departmentId))
    .map((customer) => customer.id)
    .toSorted();
const callsFor = (reader: ReaderName): string[] =>
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
      [`customers?owner=${agents[0]!.userId}`, (customer: Owned) => customer.ownerId === agents[0]!.userId],
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

  test.each(readerNames)('the %s: one customer at a time, with all that hangs on it', async (name) => {
    const called = new Set(
      calls.filter((call) => call.agentId === readers[name].userId).map((call) => call.customerId),
    );
    for (const customer of customers.filter((_, i) => i % 61 === 0)) {
      // A customer of nobody is everybody's; whoever spoke with one knows them.
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

  test('calling by reference reaches those whom they may open and nobody else', async () => {
    const [inside, outside] = ['华东', '华南'].map((region) =>
      customers.find((customer) => isBelow(customer.departmentId, departments.get(region)!.id))!,
    );
    const place = async (body: object) =>
      (await server.request(readers.leader, 'POST', '/api/desk/calls', body)).json<{ code: string }>().code;
    // No engine runs here: being refused for that means that the number was found.
    expect([await place({ customerId: inside!.id }), await place({ customerId: outside!.id })]).toEqual([
      'phone.media-server-unavailable',
      'not-found',
    ]);
    const [mine, foreign] = [true, false].map((isMine) =>
      calls.find((call) => callsFor('leader').includes(call.id) === isMine)!,
    );
    expect([await place({ callId: mine!.id }), await place({ callId: foreign!.id })]).toEqual([
      'phone.media-server-unavailable',
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
    const own = customers.filter((customer) => customer.ownerId === supervisor.userId);
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

  test('of a person takes their customers along at once', async () => {
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
    for (const customer of customers) if (customer.ownerId === moved.userId) customer.departmentId = to;
    const expected = idsFor('leader');
    expect(await everyPage(readers.leader, 'customers')).toEqual({ ids: expected, total: expected.length });
  });
});
