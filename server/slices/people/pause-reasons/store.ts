import { sql } from 'kysely';
import type { PauseReason, pauseReasonRoutes } from '@bahu/contract/pause-reasons.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, Nullable, RecordColumns } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';

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
export function foundPauses(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let all = tx.selectFrom('pauseReasons as p').select(['p.id', 'p.position as place']);
  if (enabled !== undefined) all = all.where('p.isEnabled', '=', enabled);
  return withText(all, { id: 'p.id', texts: sql<string[]>`array[p.name, p.name_en]` }, reader, search);
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
