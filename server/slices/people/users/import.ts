/** The batch sheet of agents: the extension makes a row the same, new ones are created, others changed in the cells that are filled. */
import { sql } from 'kysely';
import { audit } from '../../../kernel/audit.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import { narrower } from '../../../kernel/auth/rights.ts';
import { scopeOf } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { cellSeparator } from '../../../spreadsheet/table.ts';
import {
  changesIn,
  noteChanged,
  noteCreated,
  type Actor,
  type Applied,
  type Batch,
  type ImportSpec,
  type Undone,
} from '../../platform/imports/index.ts';
import { passwordLengthOf } from '../../platform/tenants/index.ts';
import { isCircle, withKnownCallerIds } from './fields.ts';
import { deleteRows, hasData } from './remove.ts';
import { inScope, isNoHigher } from './scope.ts';
import { countEnabled, findUsers, lockLicence, superiorsByUser, type UserRecord } from './store.ts';
import { insertUser, updateUsers, type Stored } from './write.ts';
import { fields, type RowFields, openChecker, mayBecome, rolesOf } from './import-checker.ts';

interface StagedUser {
  line: number;
  recordId: string;
  key: string;
  state: string;
  fields: RowFields;
}

async function stagedUsers(tx: Tx, batch: Batch): Promise<StagedUser[]> {
  const rows = await tx
    .selectFrom('importRows')
    .select(['line', 'recordId', 'key', 'state', 'data'])
    .where('importId', '=', batch.importId)
    .where('line', '>', batch.from)
    .where('line', '<=', batch.to)
    .where('state', 'in', ['new', 'update'])
    .orderBy('line')
    .execute();
  return rows.map(({ data, ...row }) => ({ ...row, fields: JSON.parse(data.split(cellSeparator)[0]!) as RowFields }));
}

/** Enough licences for all new users, or none is made. @throws Refusal user.licence-full */
async function admit(tx: Tx, { principal }: Actor, importId: string): Promise<void> {
  const licensed = await lockLicence(tx, principal.tenantId);
  const { count } = await tx
    .selectFrom('importRows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .where('state', '=', 'new')
    .executeTakeFirstOrThrow();
  if ((await countEnabled(tx)) + count > licensed) throw new Refusal('user.licence-full', { licensed });
}

/** The whole sheet is one transaction: at most the extensions that there are. @throws Refusal user.licence-full, user.role-above-own, user.last-administrator or user.wrong-superior */
export async function applyUsers(tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  const licensed = await lockLicence(tx, actor.principal.tenantId);
  const rows = await stagedUsers(tx, batch);
  // Their scope and their rights may have become narrower since the sheet was checked.
  const users = await findUsers(
    tx,
    actor.principal,
    'user.edit',
    rows.map(({ recordId }) => recordId).concat(actor.principal.userId),
  );
  const roles = await rolesOf(tx);
  const byId = new Map(users.map((user) => [user.id, user]));
  const counts = { created: 0, updated: 0, skipped: 0, assigned: 0 };
  for (const row of rows) {
    const user = byId.get(row.recordId);
    if ((row.state === 'new' || user) && !mayBecome(roles, actor.principal, user, row.fields))
      throw new Refusal('user.role-above-own');
    if (row.state === 'new') await createOne(tx, actor, batch, row);
    else if (user) await changeOne(tx, actor, batch, user, row);
    counts[row.state === 'new' ? 'created' : user ? 'updated' : 'skipped']++;
  }
  if (counts.created && (await countEnabled(tx)) > licensed) throw new Refusal('user.licence-full', { licensed });
  if ((await countEnabled(tx, 'administrator')) === 0) throw new Refusal('user.last-administrator');
  const superiors = await superiorsByUser(tx);
  for (const {
    fields: { superiorId },
    recordId,
  } of rows)
    if (superiorId && isCircle(superiors, new Set([recordId]), superiorId)) throw new Refusal('user.wrong-superior');
  return counts;
}

async function createOne(
  tx: Tx,
  actor: Actor,
  batch: Batch,
  { line, key, fields: { noteAt, ...stored } }: StagedUser,
): Promise<void> {
  const { tenantId, departmentId } = actor.principal;
  const roleId =
    stored.roleId ??
    (await tx.selectFrom('roles').select('id').where('code', '=', 'agent').executeTakeFirstOrThrow()).id;
  const passwordHash = await hashPassword(randomPassword(await passwordLengthOf(tx, tenantId)));
  const made = {
    departmentId,
    ...(await withKnownCallerIds(tx, stored)),
    roleId,
    name: stored.name ?? key,
    ...(noteAt && { notes: withNotes(['', '', '', '', ''], noteAt) }),
  };
  const id = await insertUser(tx, { tenantId, extension: key, passwordHash, mustChangePassword: true, fields: made });
  await noteCreated(tx, batch, line, id);
  await audit(tx, actor, {
    action: 'user.create',
    recordType: 'user',
    recordId: id,
    recordName: `${made.name} ${key}`,
    after: { extension: key, ...made },
  });
}

async function changeOne(
  tx: Tx,
  actor: Actor,
  batch: Batch,
  user: UserRecord,
  { line, fields: { noteAt, ...stored } }: StagedUser,
): Promise<void> {
  const wanted: Stored = { ...stored, ...(noteAt && { notes: withNotes(user.notes, noteAt) }) };
  const keys = (Object.keys(wanted) as (keyof Stored & keyof UserRecord)[]).filter(
    (key) => JSON.stringify(wanted[key]) !== JSON.stringify(user[key]),
  );
  if (keys.length === 0) return;
  if (!isNoHigher(actor.principal, user)) throw new Refusal('user.role-above-own');
  const before = Object.fromEntries(keys.map((key) => [key, user[key]]));
  const after = Object.fromEntries(keys.map((key) => [key, wanted[key]])) as Stored;
  await write(tx, actor, user, after);
  await noteChanged(tx, batch, { line, recordId: user.id, before, version: user.version + 1 });
  await audit(tx, actor, {
    action: 'user.change',
    recordType: 'user',
    recordId: user.id,
    recordName: `${user.name} ${user.extension}`,
    before,
    after,
  });
}

async function write(tx: Tx, { principal }: Actor, user: UserRecord, after: Stored): Promise<void> {
  await updateUsers(tx, principal.tenantId, [user], await withKnownCallerIds(tx, after));
  const { departmentId } = after;
  if (departmentId !== undefined) await publish(tx, 'agent.moved', { agentIds: [user.id], departmentId });
}

const withNotes = (notes: readonly string[], noteAt: Record<number, string>): string[] =>
  notes.map((text, i) => noteAt[i] ?? text);

/** New users who have done nothing yet are removed; those whom nobody changed since get back what they had, unless that is above the actor. @throws Refusal user.last-administrator */
export async function undoUsers(tx: Tx, actor: Actor, batch: Batch): Promise<Undone> {
  await lockLicence(tx, actor.principal.tenantId);
  const roles = await rolesOf(tx);
  const undone = { removed: 0, restored: 0, kept: 0 };
  const everybody = { ...actor.principal, scope: 'all', scopes: {} } as const;
  const created = (await stagedUsers(tx, batch)).filter(({ state }) => state === 'new').map(({ recordId }) => recordId);
  for (const user of created.length ? await findUsers(tx, everybody, 'user.edit', created) : []) {
    const isUntouched =
      user.version === 1 &&
      user.lastSignInAt === null &&
      isNoHigher(actor.principal, user) &&
      !(await hasData(tx, user));
    undone[isUntouched ? 'removed' : 'kept']++;
    if (!isUntouched) continue;
    await deleteRows(tx, user.id);
    await audit(tx, actor, {
      action: 'user.delete',
      recordType: 'user',
      recordId: user.id,
      recordName: `${user.name} ${user.extension}`,
    });
  }
  const changes = await changesIn(tx, batch);
  const users = new Map(
    (changes.length
      ? await findUsers(
          tx,
          everybody,
          'user.edit',
          changes.map(({ recordId }) => recordId),
        )
      : []
    ).map((user) => [user.id, user]),
  );
  for (const { recordId, before, version } of changes) {
    const user = users.get(recordId);
    const isOpen =
      user?.version === version &&
      isNoHigher(actor.principal, user) &&
      mayBecome(roles, actor.principal, user, before as Stored);
    undone[isOpen ? 'restored' : 'kept']++;
    if (!isOpen) continue;
    await write(tx, actor, user, before as Stored);
    await audit(tx, actor, {
      action: 'user.change',
      recordType: 'user',
      recordId,
      recordName: `${user.name} ${user.extension}`,
      after: before,
    });
  }
  if ((await countEnabled(tx, 'administrator')) === 0) throw new Refusal('user.last-administrator');
  return undone;
}

/** Users by extension, and whether the actor may edit them. */
export function existingUsers({ principal }: Actor) {
  const isOpen = inScope(principal, 'user.edit');
  return sql`select a.extension as key, u.id, coalesce(${isOpen}, false) as is_open from users u join agents a on a.tenant_id = u.tenant_id and a.id = u.id`;
}

/** More than there are extensions. */
export const usersPerBatch = 1_048_577;

/** An importer edits users as far as both permissions reach. */
const importing = (actor: Actor): Actor => {
  const { principal } = actor;
  return {
    ...actor,
    principal: {
      ...principal,
      scopes: {
        ...principal.scopes,
        'user.edit': narrower(scopeOf(principal, 'user.import'), scopeOf(principal, 'user.edit')),
      },
    },
  };
};

export const usersImport: ImportSpec = {
  kind: 'users',
  fields,
  keyField: 0,
  changesOnly: false,
  configures: 'all',
  batchRows: usersPerBatch,
  admit,
  openChecker: (tx, actor) => openChecker(tx, importing(actor)),
  existing: (actor) => existingUsers(importing(actor)),
  apply: (tx, actor, batch) => applyUsers(tx, importing(actor), batch),
  undo: (tx, actor, batch) => undoUsers(tx, importing(actor), batch),
};
