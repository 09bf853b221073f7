/** Deals with the customers with whom they are, of those whom the reader may export. */
import type { Static } from 'typebox';
import { DealFilter } from '@bahu/contract/deals.ts';
import { dealColumns, dealField, dealFieldKeys, type DealFieldKey } from '@bahu/domain/fields/deal-fields.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { exportSpec, type ExportColumn } from '../../platform/exports/index.ts';
import {
  arrangedColumns,
  builtInColumn,
  exportColumns,
  listAllFields,
  listFields,
  orderOf,
  sheetReading,
  wholeOrder,
  type StoredFields,
} from '../../platform/fields/index.ts';
import { asTexts, dealOrders, filteredDeals } from './store.ts';

interface Row extends Record<DealFieldKey, string> {
  customerName: string;
  phone: string;
  agentName: string;
  amount: string;
  signedOn: string | null;
  fields: StoredFields;
  createdAt: Date;
}

const others: Readonly<Record<keyof typeof dealColumns, ExportColumn<Row>['show']>> = {
  customer: (row, { reader }) => textFor(reader, row.customerName),
  phone: (row, { reader }) => numberFor(reader, row.phone),
  agent: (row) => row.agentName,
  amount: (row) => row.amount,
  signedOn: (row) => row.signedOn ?? '',
  createdAt: (row, { time }) => time(row.createdAt),
};
const otherColumns = Object.entries(others).map(([key, show]): [string, ExportColumn<Row>] => {
  const { zh, en } = dealColumns[key as keyof typeof others];
  return [key, { head: { 'zh-CN': zh, en }, show }];
});
const builtIn = Object.fromEntries(
  dealFieldKeys.map((key) => [key, builtInColumn(dealField(key), (row: Row) => row[key])]),
);
/** Whose it is before what it is of, how much and when behind. */
const around = (columns: Readonly<Record<string, ExportColumn<Row>>>): Record<string, ExportColumn<Row>> => ({
  ...Object.fromEntries(otherColumns.slice(0, 3)),
  ...columns,
  ...Object.fromEntries(otherColumns.slice(3)),
});

export const dealsExport = exportSpec<Row>({
  kind: 'deals',
  arranged: async (tx, reader) => {
    const fields = await listAllFields(tx, 'deals');
    const designed = exportColumns(reader, await listFields(tx, 'deals'), await sheetReading(tx, reader.tenantId));
    return around(arrangedColumns(fields, builtIn, designed));
  },
  filter: DealFilter,
  columns: around(builtIn),
  query: async (tx, reader, filter, ids) => {
    const asked = filter as Static<typeof DealFilter>;
    const found = await filteredDeals(tx, reader, asked, 'customer.export');
    const order = await orderOf(tx, reader, dealOrders, asked.sort ?? 'created');
    return (ids ? found.where('d.id', 'in', [...ids]) : found)
      .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'd.tenantId').onRef('u.id', '=', 'd.agentId'))
      .select(dealFieldKeys.map((key) => `d.${key}` as const))
      .select(['c.name as customerName', 'c.phone', 'u.name as agentName', 'd.fields', 'd.createdAt'])
      .select(asTexts)
      .orderBy(wholeOrder(order));
  },
});
