/** People of the company: to call, to choose and to name, by one search and one order wherever that is. */
import { sql, type SqlBool } from 'kysely';
import type { FoundPerson } from '@bahu/contract/search.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Finder } from '../../../kernel/finders.ts';
import { isId } from '../../../kernel/ids.ts';
import { ownRange, rangeOf, wholeTenant, type Range } from '../../../kernel/ownership/range.ts';
import { anywhere, escapeLike, folded } from '../../../kernel/text-search.ts';
import { inRange } from '../../people/users/index.ts';

/** Who has a desk calls and transfers to everybody of the tenant, whatever their scope (SPEC A2.2); who reads users finds them all in the search. */
const knowsEverybody = ({ permissions }: Pick<Principal, 'permissions'>): boolean =>
  permissions.has('desk.use') || permissions.has('user.read');

/** Whom somebody may choose: for what needs a permission those over whom they hold it, else everybody they know. @throws Refusal forbidden */
export function rangeOfChoice(reader: Principal, permission: ScopedPermission | undefined): Range {
  if (permission === undefined) return knowsEverybody(reader) ? wholeTenant(reader) : ownRange(reader);
  if (!reader.permissions.has(permission)) throw new Refusal('forbidden');
  return rangeOf(reader, permission);
}

/** Whom somebody may name: everybody they know, and whom they may choose. @throws Refusal forbidden */
export function rangeOfNames(reader: Principal, permission: ScopedPermission | undefined): Range {
  const choice = rangeOfChoice(reader, permission);
  return knowsEverybody(reader) ? wholeTenant(reader) : choice;
}

const peopleIn = (tx: Tx, range: Range) =>
  tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'),
    )
    .select(['u.id', 'u.name', 'a.extension', 'd.name as departmentName', 'u.isEnabled'])
    .where(inRange(range));

interface Wanted {
  /** Nothing finds everybody. */
  typed: string;
  isEnabled?: boolean | undefined;
  limit: number;
}

/**
 * By name, extension, login name or initials: an extension that fits exactly comes first, then who is enabled, then what begins so. The rows of a company
 * are read by its key; an index of what is typed would serve nobody, since LIKE reaches none under row-level security and a company has some hundred.
 */
export function findPeople(tx: Tx, range: Range, { typed, isEnabled, limit }: Wanted): Promise<FoundPerson[]> {
  const text = folded(typed.trim());
  const start = `${escapeLike(text)}%`;
  const name = sql<string>`bahu_fold(u.name)`;
  const begins = sql<SqlBool>`(a.extension like ${start} or u.name_initials like ${start} or ${name} like ${start}
    or bahu_fold(u.login_name) like ${start})`;
  let found = peopleIn(tx, range);
  if (isEnabled !== undefined) found = found.where('u.isEnabled', '=', isEnabled);
  if (text !== '') found = found.where(sql<SqlBool>`(coalesce(${begins}, false) or ${name} like ${anywhere(text)})`);
  return found
    .orderBy((eb) => eb('a.extension', '=', text), 'desc')
    .orderBy('u.isEnabled', 'desc')
    .orderBy(sql`coalesce(${begins}, false)`, 'desc')
    .orderBy('a.extension')
    .limit(limit)
    .execute();
}

/** Colleagues in the one search: those who can be called, whatever the reader's scope. */
export const findColleagues: Finder = async (tx, reader, typed, limit) =>
  (await findPeople(tx, wholeTenant(reader), { typed, isEnabled: true, limit })).map(
    ({ id, name, extension, departmentName }) => ({
      id,
      name,
      number: extension,
      note: departmentName ?? '',
      at: null,
    }),
  );

/** Those with these ids or extensions. */
export function peopleOf(tx: Tx, range: Range, keys: readonly string[]): Promise<FoundPerson[]> {
  const [ids, extensions] = [keys.filter(isId), keys.filter((key) => !isId(key))];
  return peopleIn(tx, range)
    .where(sql<SqlBool>`(u.id = any(${ids}::uuid[]) or a.extension = any(${extensions}::text[]))`)
    .orderBy('a.extension')
    .execute();
}
