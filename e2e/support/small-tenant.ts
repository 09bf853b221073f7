/** A tenant for telephony tests: one trunk, one menu, one queue, some agents, written as the owner of the schema. */
import { newId } from '@bahu/server/kernel/ids.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import type { Menu } from '@bahu/domain/ivr/menu.ts';

export interface SmallTenant {
  tenantId: string;
  code: string;
  trunkId: string;
  queueId: string;
  menuId: string;
  did: string;
  /** Trunks beside the first, each with a number of its own that leads to the same menu. */
  moreTrunks: { id: string; did: string }[];
  agents: { id: string; extension: string; name: string }[];
}

export interface SmallTenantOptions {
  code?: string;
  agents: number;
  trunk: { host: string; port: number };
  moreTrunks?: readonly { host: string; port: number }[];
  strategy?: 'round-robin' | 'longest-idle';
  ringSeconds?: number;
  maxWaitSeconds?: number;
  overflow?: 'voicemail' | 'goodbye';
  wrapUpSeconds?: number;
  channels?: number;
  isRecorded?: boolean;
  /** The name of a second queue, without members. */
  otherQueue?: string;
  /** Columns of the queue beside the usual. */
  queue?: Readonly<Record<string, unknown>>;
  /** A queue behind the first, with members of its own by their index, who are none of the first. */
  secondQueue?: { id: string; members: readonly number[] };
  /** What is different about the menu that leads to the queue. */
  menu?: Partial<Menu>;
}

/** Runs SQL past row-level security. */
export type AsOwner = (text: string, values?: unknown[]) => Promise<unknown>;

/** Password of all users of a test site. */
export const sitePassword = 'right-horse-7';

export async function createSmallTenant(
  sql: AsOwner,
  passwordHash: string,
  options: SmallTenantOptions,
): Promise<SmallTenant> {
  const [tenantId, roleId, trunkId, queueId, menuId] = [newId(), newId(), newId(), newId(), newId()];
  const code = options.code ?? '200001';
  const channels = options.channels ?? 1000;
  await sql('insert into tenants (id, code, name, licensed_agents, licensed_channels) values ($1, $2, $3, 1000, $4)', [
    tenantId,
    code,
    `测试企业${code}`,
    channels,
  ]);
  await sql(
    `insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'administrator', '管理员', 'all', $3, false)`,
    [tenantId, roleId, permissions],
  );
  await sql(`insert into trunks (tenant_id, id, name, host, port, channels) values ($1, $2, '外线 001', $3, $4, $5)`, [
    tenantId,
    trunkId,
    options.trunk.host,
    options.trunk.port,
    channels,
  ]);
  const agents = await createAgents(sql, tenantId, roleId, passwordHash, options);
  await sql(
    'insert into queues (tenant_id, id, name, number, strategy, ring_seconds, max_wait_seconds, max_waiting, overflow) values ($1, $2, $3, $4, $5, $6, $7, 500, $8)',
    [
      tenantId,
      queueId,
      '售后支持',
      '900',
      options.strategy ?? 'round-robin',
      options.ringSeconds ?? 15,
      options.maxWaitSeconds ?? 120,
      options.overflow ?? 'voicemail',
    ],
  );
  if (options.otherQueue !== undefined)
    await sql("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, $3, '901', 'round-robin')", [
      tenantId,
      newId(),
      options.otherQueue,
    ]);
  for (const [column, value] of Object.entries(options.queue ?? {}))
    await sql(`update queues set ${column} = $2 where id = $1`, [queueId, value]);
  if (options.secondQueue)
    await sql("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, '二线', '902', 'linear')", [
      tenantId,
      options.secondQueue.id,
    ]);
  for (const [position, agent] of agents.entries()) {
    await sql('insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, $4)', [
      tenantId,
      options.secondQueue?.members.includes(position) ? options.secondQueue.id : queueId,
      agent.id,
      position,
    ]);
  }
  await sql('insert into menus (tenant_id, id, name, definition) values ($1, $2, $3, $4)', [
    tenantId,
    menuId,
    '主菜单',
    JSON.stringify({ ...menuTo(queueId), ...options.menu }),
  ]);
  const did = '+8675500000001';
  await sql('insert into did_numbers (tenant_id, id, trunk_id, number, menu_id) values ($1, $2, $3, $4, $5)', [
    tenantId,
    newId(),
    trunkId,
    did,
    menuId,
  ]);
  const moreTrunks = await createTrunks(sql, { tenantId, menuId, channels, places: options.moreTrunks ?? [] });
  return { tenantId, code, trunkId, queueId, menuId, did, moreTrunks, agents };
}

interface Trunks {
  tenantId: string;
  menuId: string;
  channels: number;
  places: readonly { host: string; port: number }[];
}

/** Further trunks, each with a number of its own that leads to the menu. */
async function createTrunks(
  sql: AsOwner,
  { tenantId, menuId, channels, places }: Trunks,
): Promise<SmallTenant['moreTrunks']> {
  const moreTrunks: SmallTenant['moreTrunks'] = [];
  for (const [at, { host, port }] of places.entries()) {
    const more = { id: newId(), did: `+867550000000${at + 2}` };
    await sql(`insert into trunks (tenant_id, id, name, host, port, channels) values ($1, $2, $3, $4, $5, $6)`, [
      tenantId,
      more.id,
      `外线 ${at + 2}`,
      host,
      port,
      channels,
    ]);
    await sql('insert into did_numbers (tenant_id, id, trunk_id, number, menu_id) values ($1, $2, $3, $4, $5)', [
      tenantId,
      newId(),
      more.id,
      more.did,
      menuId,
    ]);
    moreTrunks.push(more);
  }
  return moreTrunks;
}

async function createAgents(
  sql: AsOwner,
  tenantId: string,
  roleId: string,
  passwordHash: string,
  options: SmallTenantOptions,
): Promise<SmallTenant['agents']> {
  const agents: SmallTenant['agents'] = [];
  // More than a company of the product can have, whose extensions are 400 to 899: a measurement asks for it.
  if (options.agents > 500) await sql('alter table agents drop constraint agents_extension_check');
  for (let i = 0; i < options.agents; i++) {
    const agent = { id: newId(), extension: String(400 + i), name: `坐席${400 + i}` };
    await sql('insert into users (tenant_id, id, role_id, name, password_hash) values ($1, $2, $3, $4, $5)', [
      tenantId,
      agent.id,
      roleId,
      agent.name,
      passwordHash,
    ]);
    await sql(
      'insert into agents (tenant_id, id, extension, wrap_up_seconds, is_recorded) values ($1, $2, $3, $4, $5)',
      [tenantId, agent.id, agent.extension, options.wrapUpSeconds ?? 0, options.isRecorded ?? true],
    );
    agents.push(agent);
  }
  return agents;
}

const menuTo = (queueId: string): Omit<Menu, 'id' | 'name'> => ({
  prompt: 'welcome',
  invalidPrompt: 'invalid-key',
  extensionPrompt: 'enter-extension',
  waitSeconds: 5,
  tries: 2,
  keys: { 1: { to: 'queue', queueId }, 0: { to: 'extension' }, '*': { to: 'repeat' } },
  default: { to: 'queue', queueId },
});
