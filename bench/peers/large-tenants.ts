/** A tenant of a million customers beside a smaller one, with a tree of departments and a reader of each kind. */
import type { Pool } from 'pg';
import type { RoleCode } from '@bahu/contract/permissions.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { readPrincipal } from '@bahu/server/kernel/auth/read-principal.ts';
import { createSessions } from '@bahu/server/kernel/auth/sessions.ts';
import { createClock } from '@bahu/server/kernel/clock.ts';
import type { Principal } from '@bahu/server/kernel/auth/principal.ts';
import type { Db, Tx } from '@bahu/server/kernel/db.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { insertRoles } from '@bahu/server/slices/people/roles/index.ts';
import { ensureTenant } from '@bahu/server/slices/platform/tenants/index.ts';
import { designFields } from './designed-fields.ts';

export interface Reader {
  readonly role: RoleCode;
  readonly cookie: string;
  readonly masksNumbers: boolean;
}

export interface LargeTenant {
  readonly id: string;
  readonly readers: readonly Reader[];
  /** An agent with customers, in a group of a region. */
  readonly agentId: string;
  readonly groupId: string;
  readonly regionId: string;
  /** A customer's whole number and name. */
  readonly sample: { readonly name: string; readonly phone: string };
}

interface Department {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly path: string;
}

const regions = 10;
const groupsPerRegion = 5;
const agentsPerGroup = 8;
const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎',
];
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志远子墨雨欣浩宇晨曦思源文博俊梓涵一诺佳怡嘉琪春生海燕立新永福德胜',
];

/** Fills a fresh database. `urls.owner` makes the tenants, `owner` is a pool of the same role with patience. */
export async function fillLargeTenants(
  owner: Pool,
  ownerUrl: string,
  db: Db,
  sizes: { large: number; other: number },
): Promise<LargeTenant> {
  await owner.query('create temporary table people (no int primary key, name text, initials text)');
  const names = Array.from(
    { length: 40_000 },
    (_, i) =>
      `${surnames[(i * 7) % surnames.length]!}${given[(i * 13) % given.length]!}${i % 5 === 0 ? '' : given[(i * 31 + Math.floor(i / 64)) % given.length]!}`,
  );
  await owner.query(
    'insert into people select n.i - 1, n.name, n.initials from unnest($1::text[], $2::text[]) with ordinality as n (name, initials, i)',
    [names, names.map(initialsOf)],
  );
  const large = await fillTenant(owner, ownerUrl, db, '100001', sizes.large);
  await fillTenant(owner, ownerUrl, db, '100002', sizes.other);
  await owner.query('vacuum (analyze) customers');
  await owner.query('analyze');
  return large;
}

type Seated = { userId: string; departmentId: string };

/** Makes users with an extension each. */
const seatIn =
  (tx: Tx, id: string, roles: Record<RoleCode, string>) =>
  async (extension: string, role: RoleCode, departmentId: string): Promise<Seated> => {
    const userId = newId();
    await tx
      .insertInto('users')
      .values({
        tenantId: id,
        id: userId,
        roleId: roles[role],
        departmentId,
        name: `坐席 ${extension}`,
        passwordHash: 'none',
      })
      .execute();
    await tx.insertInto('agents').values({ tenantId: id, id: userId, extension }).execute();
    return { userId, departmentId };
  };

async function fillTenant(
  owner: Pool,
  ownerUrl: string,
  db: Db,
  code: string,
  customers: number,
): Promise<LargeTenant> {
  const id = await ensureTenant(ownerUrl, {
    code,
    name: `企业 ${code}`,
    licensedAgents: 1000,
    licensedChannels: 100,
    settings: {},
  });
  const departments = makeDepartments();
  const region = departments[1]!;
  const group = departments.find((department) => department.parentId === region.id)!;
  const { agents, readers } = await db.tenant(id, async (tx) => {
    const roles = await insertRoles(tx, id);
    for (const department of departments)
      await tx
        .insertInto('departments')
        .values({ ...department, tenantId: id })
        .execute();
    const sessions = createSessions(db, createClock());
    const seat = seatIn(tx, id, roles);
    const groups = departments.filter((department) => department.path.split('/').length === 4);
    const seated = [];
    for (const [i, department] of groups.entries())
      for (let k = 0; k < agentsPerGroup; k++)
        seated.push(await seat(String(400 + i * agentsPerGroup + k), 'agent', department.id));
    const people = {
      administrator: await seat('898', 'administrator', departments[0]!.id),
      supervisor: await seat('899', 'supervisor', region.id),
      agent: seated.find((agent) => agent.departmentId === group.id)!,
    };
    const signedIn: (Reader & { principal: Principal })[] = [];
    for (const role of ['administrator', 'supervisor', 'agent'] as const) {
      const { token } = await sessions.start(tx, {
        tenantId: id,
        userId: people[role].userId,
        address: '127.0.0.1',
        device: 'bench',
        staySignedIn: true,
      });
      const { userId } = people[role];
      const principal = (await readPrincipal(tx, { tenantId: id, userId, sessionId: newId() }))!;
      signedIn.push({ role, principal, cookie: `bahu_session=${token}`, masksNumbers: principal.masksNumbers });
    }
    return { agents: seated, readers: signedIn };
  });
  const fields = await designFields(db, readers[0]!.principal);
  await fillCustomers(owner, { id, agents, fields }, customers);
  const { rows } = await owner.query<{ name: string; phone: string }>(
    'select name, phone from customers where tenant_id = $1 order by id offset 4321 limit 1',
    [id],
  );
  return {
    id,
    readers,
    agentId: agents.find((agent) => agent.departmentId === group.id)!.userId,
    groupId: group.id,
    regionId: region.id,
    sample: rows[0]!,
  };
}

function makeDepartments(): Department[] {
  const below = (parent: Department | null, name: string): Department => {
    const id = newId();
    return { id, parentId: parent?.id ?? null, name, path: `${parent?.path ?? ''}${id}/` };
  };
  const top = below(null, '公司');
  const all = Array.from({ length: regions }, (_, i) => below(top, `第${i + 1}区`));
  return [
    top,
    ...all,
    ...all.flatMap((region) =>
      Array.from({ length: groupsPerRegion }, (_, i) => below(region, `${region.name}${i + 1}组`)),
    ),
  ];
}

/** One in twenty belongs to nobody, two in five were never called; times lie over three years. */
async function fillCustomers(
  owner: Pool,
  { id, agents, fields }: { id: string; agents: Seated[]; fields: string },
  count: number,
): Promise<void> {
  await owner.query(
    `
    insert into customers (tenant_id, id, name, name_initials, phone, company, stage, owner_id, department_id, created_at, updated_at, last_call_at, fields)
    select $1, gen_random_uuid(), p.name, p.initials, '+861' || (3 + i % 7) || lpad(((i::bigint * 7919) % 1000000007 % 1000000000)::text, 9, '0'), '青禾' || i % 5000,
      (array['lead', 'lead', 'lead', 'contacted', 'contacted', 'interested', 'interested', 'negotiating', 'lost', 'won'])[1 + (i * 7) % 10],
      case when i % 20 = 0 then null else ($2::uuid[])[1 + (hashint4(i) & 2147483647) % $4] end, case when i % 20 = 0 then null else ($3::uuid[])[1 + (hashint4(i) & 2147483647) % $4] end,
      t.at, t.at, case when i % 5 < 2 then null else t.at + (now() - t.at) * ((i * 37 % 1000) / 1000.0) end,
      ${fields}
    from generate_series(1, $5::int) i join people p on p.no = (i::bigint * 17) % 40000, lateral (select now() - make_interval(secs => ((i::bigint * 7907) % 94608000)::int) as at) t`,
    [id, agents.map((agent) => agent.userId), agents.map((agent) => agent.departmentId), agents.length, count],
  );
}
