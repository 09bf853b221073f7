import type { Selectable } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { TrunkRow } from '../../../kernel/tables.ts';

export type Trunk = Selectable<TrunkRow>;

export const listTrunks = (tx: Tx): Promise<Trunk[]> =>
  tx.selectFrom('trunks').selectAll().orderBy('name').orderBy('id').execute();
