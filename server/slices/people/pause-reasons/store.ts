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
    .select(['p.id', 'p.name', 'p.nameEn', 'p.state', 'p.hue', 'p.minutesPerDay', 'p.maxOfGroup'])
    .select(['p.isEnabled', 'p.version', 'p.createdAt']);

/** Ids of those that a filter finds: where digits are masked, by what the reader sees. */
export function foundPauses(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let all = tx.selectFrom('pauseReasons as p').select(['p.id', 'p.position as place']);
  if (enabled !== undefined) all = all.where('p.isEnabled', '=', enabled);
  return withText(all, { id: 'p.id', texts: sql<string[]>`array[p.name, p.name_en]` }, reader, search);
}

/** Who orders them waits for whoever does, and reads the order behind them. */
const lockOrder = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('pause reasons ' || bahu_tenant()::text, 0))`.execute(tx);

/** A new one stands behind all others. */
export async function nextPosition(tx: Tx): Promise<number> {
  await lockOrder(tx);
  const { last } = await tx
    .selectFrom('pauseReasons')
    .select((eb) => eb.fn.max('position').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

interface Placed {
  name: string;
  version: number;
  /** From 1. */
  from: number;
  to: number;
}

/** Puts one where the one with the id `at` stands. @returns null where one of them is gone */
export async function placeAt(tx: Tx, id: string, at: string): Promise<Placed | null> {
  await lockOrder(tx);
  const all = await tx
    .selectFrom('pauseReasons')
    .select(['id', 'name', 'version'])
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = all.map((row) => row.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(at)];
  if (from < 0 || to < 0) return null;
  const order = ids.toSpliced(from, 1).toSpliced(to, 0, id);
  await sql`update pause_reasons p set position = o.place from unnest(${order}::uuid[]) with ordinality o (id, place)
    where p.id = o.id and p.position <> o.place`.execute(tx);
  const { name, version } = all[from]!;
  return { name, version, from: from + 1, to: to + 1 };
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
