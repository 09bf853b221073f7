/** Labels of the numbers of staged rows: as they are staged, and written when the numbers are there. */
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { placeOf } from './import-fields.ts';
import type { Line } from './import-phone.ts';

/** A line each, of the main number first: an empty one leaves the label that is there, a dash takes it away. */
export const labelsOf = ({ labels }: Pick<Line, 'labels'>): string =>
  labels.map((label) => (label === '' ? '-' : (label ?? ''))).join('\n');

const [words, labels] = [sql`d[${sql.lit(placeOf('numbers'))}]`, sql`d[${sql.lit(placeOf('labels'))}]`];

/** Names the numbers of rows that were written: `rows` have the record's id, their main number and the data `d`. */
export const writeLabels = (tx: Tx, rows: RawBuilder<unknown>) =>
  sql`
    update customer_numbers o set label = f.label
    from (
      select n.record_id, split_part(l.word, ';', 1) as number, split_part(l.word, ';', 2) as extension, replace(l.label, '-', '') as label
      from (${rows}) n, unnest(
        array[n.phone || ';' || n.extension] || string_to_array(n.${words}, chr(10)), string_to_array(n.${labels}, chr(10))) as l (word, label)
      where n.${labels} <> '' and l.label <> '' offset 0) f
    where o.customer_id = f.record_id and o.number = f.number and o.extension = f.extension and o.label <> f.label`.execute(
    tx,
  );
