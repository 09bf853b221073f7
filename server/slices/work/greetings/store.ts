import type { GreetingOwner } from '@bahu/contract/greetings.ts';
import type { Tx } from '../../../kernel/db.ts';
import { fileName } from '../../../kernel/files.ts';
import type { Generated, MomentWithDefault, Nullable, OfTenant } from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  owner: GreetingOwner;
  ownerId: string;
  fileId: Nullable<string>;
  placedId: Nullable<string>;
  seconds: Nullable<number>;
  /** Of the file as it was sent. */
  bytes: Generated<string>;
  changedAt: MomentWithDefault;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    greetings: Row;
  }
}

/** The greeting as it was sent. */
export const soundFile = (tenantId: string, fileId: string): string => fileName(tenantId, 'greetings', `${fileId}.wav`);

export interface Sound {
  fileId: string;
  seconds: number;
  bytes: number;
}

export interface Whose {
  owner: GreetingOwner;
  id: string;
}

const of = (tx: Tx, { owner, id }: Whose) =>
  tx.selectFrom('greetings').where('owner', '=', owner).where('ownerId', '=', id);

export const findGreeting = (tx: Tx, whose: Whose) => of(tx, whose).selectAll().executeTakeFirst();

/** The new greeting; null for the standard one. It is heard when it is placed. Gives the file that is nobody's now: one that was to be heard and never was. */
export async function setGreeting(
  tx: Tx,
  tenantId: string,
  { owner, id }: Whose,
  file: Sound | null,
): Promise<string | null> {
  const before = await of(tx, { owner, id }).select(['fileId', 'placedId']).forUpdate().executeTakeFirst();
  const { fileId = null, seconds = null, bytes = 0 } = file ?? {};
  const values = { fileId, seconds, bytes: String(bytes), changedAt: new Date() };
  await tx
    .insertInto('greetings')
    .values({ tenantId, owner, ownerId: id, ...values })
    .onConflict((conflict) => conflict.columns(['tenantId', 'owner', 'ownerId']).doUpdateSet(values))
    .execute();
  return before && before.fileId !== before.placedId ? before.fileId : null;
}

/** The media server has the file, or plays none; false when another was chosen meanwhile. */
export async function notePlaced(tx: Tx, { owner, id }: Whose, fileId: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('greetings')
    .set({ placedId: fileId })
    .where('owner', '=', owner)
    .where('ownerId', '=', id)
    .where((eb) => (fileId === null ? eb('fileId', 'is', null) : eb('fileId', '=', fileId)))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** What it is called in the audit log; undefined for nobody's. */
export const nameOf = async (tx: Tx, { owner, id }: Whose): Promise<string | undefined> =>
  (owner === 'agents'
    ? await tx
        .selectFrom('agents as g')
        .innerJoin('users as u', 'u.id', 'g.id')
        .where('g.id', '=', id)
        .select('u.name')
        .executeTakeFirst()
    : await tx.selectFrom('queues').where('id', '=', id).select('name').executeTakeFirst()
  )?.name;
