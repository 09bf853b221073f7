/** What a form says of a user becomes columns: ids must be the tenant's own, numbers E.164, the role no higher than the editor's rights. */
import type { Static } from 'typebox';
import type { UserChange } from '@bahu/contract/users.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import { numberFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { RoleRights } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { readOwnNumber } from '../../../kernel/number-refusal.ts';
import { inScope, isNoHigher, mayFill, type OfRole } from './scope.ts';

/** Every field that a form may hold; what is missing is not touched. */
export type Fields = Omit<Static<typeof UserChange>, 'version'>;

export const userColumns = [
  'name',
  'loginName',
  'roleId',
  'departmentId',
  'superiorId',
  'isEnabled',
  'signInMethod',
  'notes',
] as const;
export const agentColumns = [
  'kind',
  'isRecorded',
  'boundPhone',
  'forwardsToMobile',
  'trunkId',
  'callerId',
  'transferCallerId',
  'lockLimit',
  'lockDays',
  'deskPhonePops',
  'shortNumber',
  'mayCallDomestic',
  'mayCallInternational',
  'staffingWeight',
  'isInsideOnly',
  'wrapUpSeconds',
] as const;

/** An id that is none of the tenant, or not within the editor's reach. */
const unknownId = (path: string): Refusal => new Refusal('input.invalid', undefined, [{ path, rule: 'reference' }]);

/** Whether these `users`, or a new one when there are none, may get the fields. @throws Refusal input.invalid, user.login-name-taken, user.role-above-own, user.wrong-superior or user.unknown-caller-id. */
export async function checkFields(
  tx: Tx,
  editor: Principal,
  fields: Fields,
  users: readonly (OfRole & { id: string; departmentId: string | null; superiorId: string | null })[],
): Promise<void> {
  const { loginName, roleId, departmentId, superiorId, trunkId, callerId, transferCallerId, groupIds } = fields;
  if (loginName)
    await checkLoginName(
      tx,
      loginName,
      users.map(({ id }) => id),
    );
  if (departmentId !== undefined) {
    if (departmentId !== null && !(await exists(tx, 'departments', departmentId))) throw unknownId('departmentId');
    if (!mayFill(editor, departmentId)) throw unknownId('departmentId');
  }
  const role = roleId === undefined ? undefined : await findRole(tx, roleId);
  const places: readonly (OfRole & { departmentId: string | null })[] =
    users.length > 0 ? users : role ? [{ roleRights: role, departmentId: null }] : [];
  if (
    places.some(
      (user) =>
        !isNoHigher(editor, {
          roleRights: role ?? user.roleRights,
          departmentId: departmentId === undefined ? user.departmentId : departmentId,
        }),
    )
  ) {
    throw new Refusal('user.role-above-own', undefined, [
      { path: role ? 'roleId' : 'departmentId', rule: 'above-own' },
    ]);
  }
  if (superiorId && !(await mayBeSuperior(tx, editor, superiorId, users)))
    throw new Refusal('user.wrong-superior', undefined, [{ path: 'superiorId', rule: 'reference' }]);
  if (trunkId && !(await exists(tx, 'trunks', trunkId))) throw unknownId('trunkId');
  // An empty text is no number either; none is null.
  if (typeof callerId === 'string') await checkCallerId(tx, 'callerId', callerId);
  if (typeof transferCallerId === 'string') await checkCallerId(tx, 'transferCallerId', transferCallerId);
  if (groupIds?.length) {
    const found = await tx.selectFrom('agentGroups').select('id').where('id', 'in', groupIds).execute();
    if (found.length < new Set(groupIds).size) throw unknownId('groupIds');
  }
}

/** Somebody whom the editor sees, as the form offers them, or who is the superior of all of them already. */
async function mayBeSuperior(
  tx: Tx,
  editor: Principal,
  id: string,
  users: readonly { superiorId: string | null }[],
): Promise<boolean> {
  if (users.length > 0 && users.every(({ superiorId }) => superiorId === id)) return true;
  const found = await tx
    .selectFrom('users as u')
    .select('u.id')
    .where('u.id', '=', id)
    .where(inScope(editor, 'user.read'))
    .executeTakeFirst();
  return found !== undefined;
}

const exists = async (tx: Tx, table: 'departments' | 'trunks', id: string): Promise<boolean> =>
  (await tx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

/** Names that differ in capitals alone are one name to people. Changes of users wait for each other, so none is taken meanwhile. */
async function checkLoginName(tx: Tx, loginName: string, ownIds: readonly string[]): Promise<void> {
  const holders = await tx
    .selectFrom('users')
    .select('id')
    .where((eb) => eb(eb.fn<string>('lower', ['loginName']), '=', loginName.toLowerCase()))
    .execute();
  if (holders.some(({ id }) => !ownIds.includes(id)))
    throw new Refusal('user.login-name-taken', undefined, [{ path: 'loginName', rule: 'taken' }]);
}

async function findRole(tx: Tx, roleId: string): Promise<RoleRights> {
  const role = await tx
    .selectFrom('roles')
    .select(['scope', 'scopes', 'permissions', 'masksNumbers'])
    .where('id', '=', roleId)
    .executeTakeFirst();
  if (!role) throw unknownId('roleId');
  return role;
}

async function checkCallerId(tx: Tx, path: string, number: string): Promise<void> {
  // Kept until the change is stored, or it would be gone meanwhile.
  const known = await tx
    .selectFrom('callerIds')
    .select('id')
    .where('number', '=', number)
    .where('isEnabled', '=', true)
    .forKeyShare()
    .executeTakeFirst();
  if (!known) throw new Refusal('user.unknown-caller-id', undefined, [{ path, rule: 'reference' }]);
}

/** Fields of an earlier moment with the caller IDs that are still there; instead of a lost one the standard one, null. */
export async function withKnownCallerIds<F extends Pick<Fields, 'callerId' | 'transferCallerId'>>(
  tx: Tx,
  fields: F,
): Promise<F> {
  const chosen = [fields.callerId, fields.transferCallerId].filter((number) => typeof number === 'string');
  if (chosen.length === 0) return fields;
  const rows = await tx.selectFrom('callerIds').select('number').where('number', 'in', chosen).forKeyShare().execute();
  const kept = (number: string | null | undefined): string | null =>
    rows.find((row) => row.number === number)?.number ?? null;
  return {
    ...fields,
    ...(fields.callerId !== undefined && { callerId: kept(fields.callerId) }),
    ...(fields.transferCallerId !== undefined && { transferCallerId: kept(fields.transferCallerId) }),
  };
}

/**
 * A bound phone as it is kept; null for none. A form that we filled comes back with the number as the editor saw it, perhaps masked: then it
 * is the `known` one. @throws Refusal phone.invalid-number.
 */
export function readPhone(editor: Principal, home: Home, typed: string, known: string | null): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (known !== null && text === numberFor(editor, known)) return known;
  return readOwnNumber(text, home, 'boundPhone');
}

/** Extension 800 is the enterprise administrator's, and theirs alone. @throws Refusal user.administrator-extension. */
export function checkKind(extension: string, kind: string): void {
  if ((extension === '800') !== (kind === 'administrator'))
    throw new Refusal('user.administrator-extension', undefined, [{ path: 'kind', rule: 'extension' }]);
}

/** Whether giving `targets` the superior would make somebody their own superior, over however many steps. */
export function isCircle(
  superiorByUser: ReadonlyMap<string, string | null>,
  targets: ReadonlySet<string>,
  superiorId: string,
): boolean {
  const seen = new Set<string>();
  for (let at: string | null = superiorId; at !== null && !seen.has(at); at = superiorByUser.get(at) ?? null) {
    if (targets.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** The part of a record that stands in some columns. */
export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >;
}
