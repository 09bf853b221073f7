/** Creating tenants and changing their licences: what a change may not do, what it means at once, what is written down of it. */
import type { Selectable } from 'kysely';
import type { Static } from 'typebox';
import type { operatorRoutes } from '@bahu/contract/operator.ts';
import { parseNumber } from '@bahu/domain/numbers/dial.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TenantRow } from '../../../kernel/tables.ts';
import { standardSettings } from '../../../kernel/tenant-settings.ts';
import { belowUsage, changeLicence, findTenant } from '../tenants/index.ts';
import { log, type Actor } from './log.ts';
import { goInto, insertTenant } from './tenants-store.ts';
import { countUsage } from './usage.ts';

type Tenant = Selectable<TenantRow>;
type NewTenant = Static<typeof operatorRoutes.createTenant.body>;
type TenantChange = Static<typeof operatorRoutes.changeTenant.body>;

/** The first extension belongs to the first administrator. */
const firstExtension = '800';

/** What the log keeps of a tenant; its settings are its own affair. */
const licenceOf = ({
  code,
  name,
  note,
  status,
  expiresAt,
  licensedAgents,
  licensedChannels,
  storageBytes,
}: Tenant): Record<string, unknown> => ({
  code,
  name,
  note,
  status,
  expiresAt,
  licensedAgents,
  licensedChannels,
  storageBytes,
});

const momentOf = (text: string | null): Date | null => (text === null ? null : readMoment(text, 'expiresAt'));

/**
 * Creates a tenant with its roles, a department, its standard caller ID and an administrator whose password must be changed; all of it or nothing.
 * @throws Refusal tenant.code-taken, or phone.invalid-number for the caller ID.
 */
export async function createTenant(
  db: Db,
  actor: Actor,
  input: NewTenant,
): Promise<{ tenant: Tenant; account: string; password: string }> {
  const { code, areaCode, callerId, expiresAt, note = '', ...licence } = input;
  const id = newId();
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { home, utcOffsetMinutes } = standardSettings;
  const settings = { home: { ...home, ...(areaCode !== undefined && { areaCode }) }, utcOffsetMinutes };
  const number = parseNumber(callerId, settings.home);
  if (!number) throw new Refusal('phone.invalid-number', undefined, [{ path: 'callerId', rule: 'phone' }]);
  try {
    const tenant = await db.system(async (tx) => {
      await insertTenant(tx, { ...licence, id, code: code ?? null, note, expiresAt: momentOf(expiresAt), settings });
      const created = await mustFind(tx, id);
      await log(tx, actor, {
        action: 'tenant.create',
        tenantId: id,
        after: { ...licenceOf(created), callerId: number },
      });
      await goInto(tx, id);
      await begin(tx, id, number, passwordHash);
      return created;
    });
    return { tenant, account: tenant.code + firstExtension, password };
  } catch (error) {
    throw takenKey(error) === 'tenants_code_key' ? new Refusal('tenant.code-taken') : error;
  }
}

/** Its roles and its department first: the administrator stands in both. `callerId` is E.164. */
async function begin(tx: Tx, tenantId: string, callerId: string, passwordHash: string): Promise<void> {
  const [departmentId, userId, roleId] = [newId(), newId(), newId()];
  await publish(tx, 'tenant.created', { tenantId, departmentId, administratorRoleId: roleId, callerId });
  const administrator = { tenantId, userId, roleId, departmentId, extension: firstExtension, passwordHash };
  await publish(tx, 'administrator.appointed', administrator);
}

/** Changes licence, name or state of a tenant. @throws Refusal not-found, conflict or tenant.below-usage. */
export async function changeTenant(db: Db, actor: Actor, id: string, change: TenantChange): Promise<Tenant> {
  const { version, isSuspended, expiresAt, ...plain } = change;
  return db.system(async (tx) => {
    // Whoever adds people to the tenant locks its row as well, so nobody is added between the count and the change.
    await tx.selectFrom('tenants').select('id').where('id', '=', id).forUpdate().execute();
    const before = await mustFind(tx, id);
    const update = {
      ...plain,
      ...(isSuspended !== undefined && { status: isSuspended ? ('suspended' as const) : ('active' as const) }),
      ...(expiresAt !== undefined && { expiresAt: momentOf(expiresAt) }),
    };
    if (!(await changeLicence(tx, id, version, update))) throw new Refusal('conflict');
    const after = await mustFind(tx, id);
    await log(tx, actor, {
      action: actionOf(before, after),
      tenantId: id,
      before: licenceOf(before),
      after: licenceOf(after),
    });
    await goInto(tx, id);
    await refuseBelowUsage(tx, before, after);
    await publish(tx, 'licence.changed', { before, after });
    return after;
  });
}

/** People and recordings stay where they are, so a licence cannot be lowered to less. What else it allows for is refused by those who listen. */
async function refuseBelowUsage(tx: Tx, before: Tenant, after: Tenant): Promise<void> {
  const used = await countUsage(tx, new Date());
  const limited = (bytes: number): number => (bytes === 0 ? Infinity : bytes);
  for (const [path, was, is, use] of [
    ['licensedAgents', before.licensedAgents, after.licensedAgents, used.agents],
    ['storageBytes', limited(before.storageBytes), limited(after.storageBytes), used.storageBytes],
  ] as const) {
    if (is < was && is < use) throw belowUsage(path, use);
  }
}

const actionOf = (before: Tenant, after: Tenant): string =>
  before.status === after.status ? 'tenant.change' : after.status === 'suspended' ? 'tenant.suspend' : 'tenant.resume';

/** The tenant's row. @throws Refusal not-found. */
export async function mustFind(tx: Tx, id: string): Promise<Tenant> {
  const tenant = await findTenant(tx, id);
  if (!tenant) throw new Refusal('not-found');
  return tenant;
}
