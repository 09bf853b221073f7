import { sql } from 'kysely';
import { CustomerFilter, type CustomerNumber } from '@bahu/contract/customers.ts';
import { maxFirst } from '@bahu/contract/selection.ts';
import {
  customerColumns,
  customerField,
  customerFieldKeys,
  type CustomerFieldKey,
} from '@bahu/domain/fields/customer-fields.ts';
import { writeLabels, type NumberLabel } from '@bahu/domain/fields/number-labels.ts';
import { separators } from '@bahu/domain/fields/separators.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { regionText } from '../../../kernel/regions.ts';
import { exportSpec, type ExportColumn } from '../../platform/exports/index.ts';
import {
  arrangedColumns,
  builtInColumn,
  exportColumns,
  listAllFields,
  listFields,
  sheetReading,
  type StoredFields,
  orderOf,
  wholeOrder,
} from '../../platform/fields/index.ts';
import { listCategories, type CategoryRecord } from '../customer-categories/index.ts';
import { categoryWords } from './fields.ts';
import { customerOrders } from './order.ts';
import { inScope } from './scope.ts';
import { filtered } from './store.ts';

type OneNumber = Pick<CustomerNumber, 'number' | 'extension'>;
type FurtherNumber = OneNumber & { label: NumberLabel };
interface Row extends Record<CustomerFieldKey, string> {
  phone: string;
  phoneExtension: string;
  label: NumberLabel;
  furtherNumbers: FurtherNumber[] | null;
  fields: StoredFields;
  category: string | null;
  ownerName: string | null;
  ownerExtension: string | null;
  createdAt: Date;
  updatedAt: Date;
  lastCallAt: Date | null;
}

const written = (reader: Principal, { number, extension }: OneNumber): string =>
  numberFor(reader, number) + (extension && `转${extension}`);

/** The other columns, under the heads that an import knows. */
const others: Readonly<Record<Exclude<keyof typeof customerColumns, `phone${number}`>, ExportColumn<Row>['show']>> = {
  phone: ({ phone, phoneExtension }, { reader }) => written(reader, { number: phone, extension: phoneExtension }),
  numberRegion: ({ phone }, { reader, language }) => regionText(reader, phone, language),
  categoryId: ({ category }, { reader }) => textFor(reader, category ?? ''),
  owner: (row) => row.ownerName ?? '',
  ownerExtension: (row) => row.ownerExtension ?? '',
  lastCallAt: (row, { time }) => time(row.lastCallAt),
  createdAt: (row, { time }) => time(row.createdAt),
  updatedAt: (row, { time }) => time(row.updatedAt),
  numbers: (row, { reader }) => (row.furtherNumbers ?? []).map((one) => written(reader, one)).join(separators.values),
  numberLabels: ({ label, furtherNumbers }, { language }) =>
    writeLabels([label, ...(furtherNumbers ?? []).map((one) => one.label)], language === 'en' ? 'en' : 'zh'),
};
const otherColumns = Object.fromEntries(
  Object.entries(others).map(([key, show]) => {
    const { zh, en } = customerColumns[key as keyof typeof others];
    return [key, { head: { 'zh-CN': zh, en }, show }];
  }),
) as Record<keyof typeof others, ExportColumn<Row>>;

const builtIn = Object.fromEntries(
  customerFieldKeys.map((key) => [key, builtInColumn(customerField(key), (row: Row) => row[key])]),
);
const { phone, numberRegion, categoryId, owner, ...behind } = otherColumns;
const { name, ...further } = builtIn;

/** The categories as rows, made once for all customers. */
function wordsOf(all: readonly CategoryRecord[]) {
  const wordOf = categoryWords(all);
  const [ids, words] = [all.map(({ id }) => id), all.map(({ id }) => wordOf(id))];
  return sql<{
    id: string;
    word: string;
  }>`(select * from unnest(${ids}::uuid[], ${words}::text[]) as w (id, word))`.as<'g'>('g');
}

export const customersExport = exportSpec<Row>({
  kind: 'customers',
  arranged: async (tx, reader) => {
    const fields = await listAllFields(tx, 'customers');
    const designed = exportColumns(reader, await listFields(tx, 'customers'), await sheetReading(tx, reader.tenantId));
    return { ...arrangedColumns(fields, { ...builtIn, phone, categoryId, owner }, designed), numberRegion, ...behind };
  },
  filter: CustomerFilter,
  columns: { ...(name && { name }), phone, ...further, categoryId, owner, numberRegion, ...behind },
  query: async (tx, reader, filter, ids) => {
    // A list may say of a search that there are more than it shows; a file is of all of them.
    const found = await filtered(tx, reader, filter, maxFirst);
    if (!found) return null;
    const inReach = found.where(inScope(reader, 'customer.export'));
    const { sort = 'created' } = filter as { sort?: string };
    const order = await orderOf(tx, reader, customerOrders, sort);
    return (ids ? inReach.where('c.id', 'in', [...ids]) : inReach)
      .clearSelect()
      .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.ownerId'))
      .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
      .select(customerFieldKeys.map((key) => `c.${key}` as const))
      .select(['c.phone', 'c.phoneExtension', 'c.fields', 'c.createdAt', 'c.updatedAt', 'c.lastCallAt'])
      .leftJoin(wordsOf(await listCategories(tx)), (join) => join.onRef('g.id', '=', 'c.categoryId'))
      .select(['u.name as ownerName', 'a.extension as ownerExtension', 'g.word as category'])
      .select([
        sql<FurtherNumber[] | null>`(
          select jsonb_agg(jsonb_build_object('number', n.number, 'extension', n.extension, 'label', n.label) order by n.position, n.id)
          from customer_numbers n where n.tenant_id = c.tenant_id and n.customer_id = c.id and not n.is_primary and n.contact_id is null)`.as(
          'furtherNumbers',
        ),
        sql<NumberLabel>`(select n.label from customer_numbers n where n.tenant_id = c.tenant_id and n.id = c.id)`.as(
          'label',
        ),
      ])
      .orderBy(wholeOrder(order));
  },
});
