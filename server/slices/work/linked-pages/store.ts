/** Rows of linked pages, for one tenant's transaction. */
import { sql } from 'kysely';
import type { LinkedPage, linkedPageRoutes } from '@bahu/contract/linked-pages.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, Nullable, NullableMoment, RecordColumns } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';
import { places, seal, unseal } from '../../../kernel/vault.ts';

type Row = RecordColumns<
  Pick<LinkedPage, 'name' | 'url' | 'place'> & {
    opensOnPop: Generated<boolean>;
    position: Generated<number>;
    isEnabled: Generated<boolean>;
    /** Sealed. */
    secret: Nullable<string>;
    oldSecret: Nullable<string>;
    oldSecretUntil: NullableMoment;
  }
>;
declare module '../../../kernel/tables.ts' {
  interface Tables {
    linkedPages: Row;
  }
}

type Query = Input<typeof linkedPageRoutes.list>['query'];
/** By place, then by position. */
const order = sql<number>`(array_position(array['customer', 'pop', 'call', 'menu'], p.place) * 1000 + p.position)`;

export const describedPages = (tx: Tx) =>
  tx
    .selectFrom('linkedPages as p')
    .select(['p.id', 'p.name', 'p.url', 'p.place', 'p.opensOnPop', 'p.position', 'p.isEnabled'])
    .select(['p.version', 'p.createdAt', sql<boolean>`(p.secret is not null)`.as('isSigned')]);

export function foundPages(tx: Tx, reader: Principal, { search, place, enabled }: Query) {
  let all = tx.selectFrom('linkedPages as p').select(['p.id', order.as('place')]);
  if (place) all = all.where('p.place', '=', place);
  if (enabled !== undefined) all = all.where('p.isEnabled', '=', enabled);
  return withText(all, { id: 'p.id', texts: sql<string[]>`array[p.name, p.url]` }, reader, search);
}

/** Those that are in use, as screens show them. */
export const placedPages = (tx: Tx) =>
  tx
    .selectFrom('linkedPages as p')
    .select(['p.id', 'p.name', 'p.place', 'p.opensOnPop'])
    .where('p.isEnabled', '=', true)
    .orderBy(order)
    .orderBy('p.id')
    .execute();

/** Where a page is, and the secrets that sign for it at this moment, the new one first. */
export async function findSigning(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('linkedPages as p')
    .select(['p.url', 'p.isEnabled', 'p.secret', 'p.oldSecret'])
    .select(sql<boolean>`coalesce(p.old_secret_until > now(), false)`.as('isOldValid'))
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const kept = [row.secret, row.isOldValid ? row.oldSecret : null].filter((secret) => secret !== null);
  return { ...row, secrets: kept.map((secret) => unseal(secret, places.linkedPage(id))) };
}

/** The secret until now signs along for a day. Gives what the page is called; undefined when there is none. */
export const rotateSecret = (tx: Tx, id: string, secret: string) =>
  tx
    .updateTable('linkedPages')
    .set((eb) => ({
      oldSecret: eb.ref('secret'),
      oldSecretUntil: sql<Date>`now() + interval '1 day'`,
      secret: seal(secret, places.linkedPage(id)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning(['name', 'version'])
    .executeTakeFirst();
