/** A tenant of three levels of departments and 200 agents with their customers and calls, for tests of who sees what. */
import type { RoleCode } from '@bahu/contract/permissions.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { fileName } from './kernel/files.ts';
import { newId } from './kernel/ids.ts';
import type { TestServer, TestUser } from './test-server.ts';

interface Person extends TestUser {
  departmentId: string;
  number: number;
}
export interface Owned {
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

export type ReaderName = 'agent' | 'leader' | 'supervisor' | 'inspector';
export interface Organisation {
  /** By their codes. */
  roleIds: Map<string, string>;
  departments: Map<string, { id: string; parent: string | null; path: string }>;
  agents: Person[];
  customers: Owned[];
  calls: Called[];
  readers: Record<ReaderName, Person>;
}

/** Fills the server's tenant. */
export async function fillOrganisation(server: TestServer): Promise<Organisation> {
  const roles = await server.database.asOwner<{ id: string; code: string }>(
    'select id, code from roles where tenant_id = $1',
    [server.tenant.id],
  );
  const filled: Organisation = {
    roleIds: new Map(roles.map(({ code, id }) => [code, id])),
    departments: new Map(),
    agents: [],
    customers: [],
    calls: [],
    readers: {} as Organisation['readers'],
  };
  await fillPeople(server, filled);
  await fillRecords(server, filled);
  return filled;
}

/** 公司 → 华东, 华南 → four groups each. */
async function fillPeople(server: TestServer, { roleIds, departments, agents, readers }: Organisation): Promise<void> {
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
      const [userId, extension, departmentId] = [newId(), String(number), departments.get(department)!.id];
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
      await tx.insertInto('agents').values({ tenantId, id: userId, extension }).execute();
      const { token, sessionId } = await server.sessions.start(tx, {
        tenantId,
        userId,
        address: '127.0.0.1',
        device: 'test',
        staySignedIn: false,
      });
      return { userId, sessionId, extension, token, cookie: `bahu_session=${token}`, departmentId, number };
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

async function fillRecords(server: TestServer, { agents, customers, calls }: Organisation): Promise<void> {
  const tenantId = server.tenant.id;
  for (let i = 0; i < 4000; i++) {
    const owner = i % 20 === 19 ? null : agents[(i * 7) % agents.length]!;
    customers.push({
      id: newId(),
      name: `客户${i % 40}号${i}`,
      phone: `+86154${String(10_000_000 + i * 137)}`,
      ownerId: owner?.userId ?? null,
      departmentId: owner?.departmentId ?? null,
    });
  }
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
      calls.push({ id, agentId: agent.userId, departmentId: agent.departmentId, customerId: customer.id });
      await tx
        .insertInto('calls')
        .values({
          tenantId,
          id,
          direction: 'inbound',
          startedAt: new Date(),
          number: customer.phone,
          ownNumber: '+864000000800',
          agentId: agent.userId,
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
