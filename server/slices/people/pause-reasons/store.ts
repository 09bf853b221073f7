import { sql, type SqlBool } from 'kysely';
import type { PauseReason, pauseReasonRoutes } from '@bahu/contract/pause-reasons.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, Nullable, RecordColumns } from '../../../kernel/tables/columns.ts';
import { anywhere, decidesAsSeen, isSeenIn } from '../../../kernel/text-search.ts';

type Row = RecordColumns<
  Pick<PauseReason, 'name' | 'state'> & {
    nameEn: Generated<string>;
    hue: Generated<PauseReason['hue']>;
    position: Generated<number>;
    minutesPerDay: Nullable<number>;
    maxOfGroup: Nullable<number>;
    isEnabled: Generated<boolean>;
  }
>;
declare module '../../../kernel/tables.ts' {
  interface Tables {
    pauseReasons: Row;
  }
}

type Query = Input<typeof pauseReasonRoutes.list>['query'];

export const describedPauses = (tx: Tx) =>
  tx
    .selectFrom('pauseReasons as p')
    .select(['p.id', 'p.name', 'p.nameEn', 'p.state', 'p.hue', 'p.position', 'p.minutesPerDay', 'p.maxOfGroup'])
    .select(['p.isEnabled', 'p.version', 'p.createdAt']);

/** Ids of those that a filter finds: where digits are masked, by what the reader sees. */
export async function foundPauses(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let found = tx.selectFrom('pauseReasons as p').select(['p.id', 'p.position as place']);
  if (enabled !== undefined) found = found.where('p.isEnabled', '=', enabled);
  if (!search?.trim()) return found;
  found = found.where(sql<SqlBool>`bahu_fold(p.name || ' ' || p.name_en) like ${anywhere(search.trim())}`);
  if (!decidesAsSeen(reader, search)) return found;
  const looked = await found.select(['p.name', 'p.nameEn']).execute();
  const seen = looked.filter(({ name, nameEn }) => isSeenIn(reader, search, [name, nameEn])).map(({ id }) => id);
  return found.where('p.id', '=', sql<string>`any(${seen}::uuid[])`);
}

/** Whether anybody has ever been in it, or is: then its name is still needed where their time is shown. */
export async function wasTaken(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select
    exists (select from agent_states where pause_id = ${id})
    or exists (select from live_state where kind = 'agent' and state -> 'reason' ->> 'pauseId' = ${id}) as found`.execute(
    tx,
  );
  return rows[0]!.found;
}
