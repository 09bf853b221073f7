/** The demo tenant 100001 (SPEC P5): users of every role, queues, a voice menu, customers and a trunk to the simulated carrier. */
import type { Menu } from '@bahu/domain/ivr/menu.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { hashPassword } from '../kernel/auth/passwords.ts';
import type { Db, Tx } from '../kernel/db.ts';
import type { Files } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import { insertOperator } from '../slices/platform/operator/index.ts';
import { insertRoles } from '../slices/people/roles/index.ts';
import { ensureTenant, listTenants } from '../slices/platform/tenants/index.ts';
import { fillDemo } from '../slices/together.ts';
import * as demo from './demo-data.ts';
import { seedCalls } from './seed-calls.ts';
import { seedCustomers, seedFields } from './seed-customers.ts';
import { seedLocalRecordings } from './seed-local-recordings.ts';
import { seedMessages } from './seed-messages.ts';

export interface SeedOptions {
  db: Db;
  files: Files;
  /** Owner of the schema: the application itself may not create tenants. */
  ownerUrl: string;
  /** Password of all demo users and of the demo operator. */
  password: string;
  /** Until when it has had calls, epoch milliseconds; the present where it is not said. */
  now?: number;
  /** Where the simulated carrier takes calls. */
  carrier: { host: string; port: number };
  /** Spoken prompts, of which its callers' messages are made. */
  promptFolder: string;
}

type Ids = Readonly<Record<string, string>>;
type Departments = Readonly<Record<string, { id: string }>>;

const tenant = {
  code: '100001',
  name: '八百呼演示企业',
  licensedAgents: 50,
  licensedChannels: 60,
  settings: {
    customers: { takenADay: 20, returnAfterDays: 90, returnWarnDays: 7 },
    home: { countryCode: '86', areaCode: '755' },
    utcOffsetMinutes: 480,
    birthdays: { field: 'birthday', daysBefore: 1 },
    // Nothing is sent until somebody wants it; what would be sent stands there.
    desk: {
      defaults: {
        textsAfterCalls: {
          outboundUnanswered: '您好，{{company.name}}刚才致电未接通，方便时请回电。',
          outboundAnswered: '',
          inboundUnanswered: '抱歉没有接到您的来电，我们会尽快回电。【{{company.name}}】',
          inboundAnswered:
            '{{customer.name}}{{customer.title}}，感谢来电，{{agent.name}}（工号 {{agent.extension}}）为您服务。',
        },
      },
      locks: [],
    },
  },
};

/**
 * Creates the demo tenant and returns its id, or null when the database has any tenant already: then nothing is touched. A seeding that was
 * cut short is made good, because its rows come in one transaction after the tenant's own.
 */
export async function seedDemo(options: SeedOptions): Promise<string | null> {
  const { db, ownerUrl } = options;
  const others = await db.system(listTenants);
  if (others.some(({ code }) => code !== tenant.code)) return null;
  const tenantId = await ensureTenant(ownerUrl, tenant);
  if (await db.tenant(tenantId, (tx) => tx.selectFrom('users').select('id').limit(1).executeTakeFirst())) return null;
  const passwordHash = await hashPassword(options.password);
  await seedOperator(db, options.password);
  return db.tenant(tenantId, async (tx) => {
    const { users, departments } = await seedPeople(tx, tenantId, passwordHash);
    await seedGroups(tx, tenantId, users);
    await seedFields(tx, tenantId);
    await seedCustomers(tx, tenantId, users, options.files);
    await fillDemo(tx, { tenantId, users, departments: idsOf(departments) });
    const queues = await queuesOf(tx);
    await seedNumbers(tx, tenantId, await seedMenu(tx, tenantId, queues, departments), options.carrier);
    const { utcOffsetMinutes } = tenant.settings;
    const { now = Date.now(), files, promptFolder } = options;
    const company = { tenantId, utcOffsetMinutes, users, queues, departments: idsOf(departments) };
    await seedCalls(tx, company, now);
    await seedMessages(tx, { ...company, files, promptFolder, now });
    await seedLocalRecordings(tx, { ...company, files, promptFolder, now });
    return tenantId;
  });
}

/** Somebody who runs the demo installation; a real one gets its operators by `npm run operator`. */
async function seedOperator(db: Db, password: string): Promise<void> {
  const maker = { operator: { operatorId: null, name: 'npm start' }, address: null };
  await insertOperator(db, maker, { loginName: 'operator', name: '平台管理员', password, mustChangePassword: false });
}

/** Roles, departments and users; returns ids of users, who are agents, by extension and departments by key. */
async function seedPeople(
  tx: Tx,
  tenantId: string,
  passwordHash: string,
): Promise<{ users: Ids; departments: Departments }> {
  const roles = await insertRoles(tx, tenantId);
  const departments: Record<string, { id: string; path: string }> = {};
  for (const { key, name, parent } of demo.departments) {
    const id = newId();
    departments[key] = { id, path: `${parent === null ? '' : departments[parent]!.path}${id}/` };
    await tx
      .insertInto('departments')
      .values({
        tenantId,
        id,
        name,
        parentId: parent === null ? null : departments[parent]!.id,
        path: departments[key].path,
      })
      .execute();
  }
  const users: Record<string, string> = {};
  for (const { extension, name, loginName, role, department } of demo.users) {
    users[extension] = newId();
    const departmentId = departments[department]!.id;
    await tx
      .insertInto('users')
      .values({
        tenantId,
        id: users[extension],
        roleId: roles[role],
        departmentId,
        name,
        nameInitials: initialsOf(name),
        loginName,
        passwordHash,
      })
      .execute();
    await tx
      .insertInto('agents')
      .values({
        tenantId,
        id: users[extension],
        extension,
        kind: extension === '800' ? 'administrator' : 'agent',
      })
      .execute();
  }
  await seedHeads(tx, departments, users);
  return { users, departments };
}

const idsOf = (departments: Departments): Ids =>
  Object.fromEntries(Object.entries(departments).map(([key, { id }]) => [key, id]));

async function seedHeads(tx: Tx, departments: Departments, users: Ids): Promise<void> {
  for (const { key, parent, head } of demo.departments) {
    const { id } = departments[key]!;
    const above = demo.departments.find((department) => department.key === parent)?.head;
    await tx.updateTable('departments').set({ headId: users[head]! }).where('id', '=', id).execute();
    await tx
      .updateTable('users')
      .set({ superiorId: users[head]! })
      .where('departmentId', '=', id)
      .where('id', 'not in', [users[head]!, users['800']!])
      .execute();
    if (above && above !== head)
      await tx.updateTable('users').set({ superiorId: users[above]! }).where('id', '=', users[head]!).execute();
  }
}

async function seedGroups(tx: Tx, tenantId: string, agents: Ids): Promise<void> {
  for (const { name, ordering, members } of demo.agentGroups) {
    const groupId = newId();
    await tx.insertInto('agentGroups').values({ tenantId, id: groupId, name, ordering }).execute();
    await tx
      .insertInto('agentGroupMembers')
      .values(members.map((extension, i) => ({ tenantId, groupId, agentId: agents[extension]!, position: i + 1 })))
      .execute();
  }
}

/** The queues that their slice has made, as the menu and the calls name them. */
async function queuesOf(tx: Tx): Promise<Ids> {
  const keys: Readonly<Record<string, string>> = { 901: 'sales', 902: 'support', 903: 'english' };
  const rows = await tx.selectFrom('queues').select(['id', 'number']).execute();
  return Object.fromEntries(rows.flatMap(({ id, number }) => (keys[number] ? [[keys[number], id]] : [])));
}

/** Whoever leaves in the menu, or before it, belongs to the centre. */
async function seedMenu(tx: Tx, tenantId: string, queues: Ids, departments: Departments): Promise<string> {
  const id = newId();
  const sales = { to: 'queue', queueId: queues['sales']! } as const;
  const menu: Menu = {
    id,
    name: '主导航',
    prompt: 'welcome',
    invalidPrompt: 'invalid-key',
    extensionPrompt: 'enter-extension',
    waitSeconds: 5,
    tries: 2,
    keys: {
      1: sales,
      2: { to: 'queue', queueId: queues['support']! },
      9: { to: 'voicemail', box: { queueId: queues['support']! } },
      0: { to: 'extension' },
      '*': { to: 'repeat' },
    },
    default: sales,
  };
  await tx
    .insertInto('menus')
    .values({
      tenantId,
      id,
      name: menu.name,
      definition: JSON.stringify(menu),
      departmentId: departments['centre']!.id,
    })
    .execute();
  return id;
}

async function seedNumbers(tx: Tx, tenantId: string, menuId: string, carrier: SeedOptions['carrier']): Promise<void> {
  const trunkId = newId();
  await tx
    .insertInto('trunks')
    .values({
      tenantId,
      id: trunkId,
      name: '模拟运营商',
      host: carrier.host,
      port: carrier.port,
      channels: 60,
      isSimulated: true,
    })
    .execute();
  await tx
    .insertInto('didNumbers')
    .values(demo.didNumbers.map((number) => ({ tenantId, id: newId(), trunkId, number: `+86${number}`, menuId })))
    .execute();
  await tx
    .insertInto('callerIds')
    .values(
      demo.didNumbers.map((number, i) => ({ tenantId, id: newId(), number: `+86${number}`, isStandard: i === 0 })),
    )
    .execute();
}
