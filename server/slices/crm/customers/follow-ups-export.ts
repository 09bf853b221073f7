/** Follow-ups with the customers that they are about, of those whom the reader may export. */
import type { Static } from 'typebox';
import { FollowUpFilter } from '@bahu/contract/follow-ups.ts';
import {
  followUpColumns,
  followUpField,
  followUpFieldKeys,
  type FollowUpFieldKey,
} from '@bahu/domain/fields/follow-up-fields.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
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
import { filteredFollowUps } from './follow-ups-list.ts';
import { followUpOrders } from './order.ts';

interface Row extends Record<FollowUpFieldKey, string> {
  customerName: string;
  phone: string;
  agentName: string;
  fields: StoredFields;
  remindAt: Date | null;
  createdAt: Date;
}

const others: Readonly<Record<keyof typeof followUpColumns, ExportColumn<Row>['show']>> = {
  customer: (row, { reader }) => textFor(reader, row.customerName),
  phone: (row, { reader }) => numberFor(reader, row.phone),
  agent: (row) => row.agentName,
  createdAt: (row, { time }) => time(row.createdAt),
  remindAt: (row, { time }) => time(row.remindAt),
};
const otherColumns = Object.entries(others).map(([key, show]): [string, ExportColumn<Row>] => {
  const { zh, en } = followUpColumns[key as keyof typeof others];
  return [key, { head: { 'zh-CN': zh, en }, show }];
});
const builtIn = Object.fromEntries(
  followUpFieldKeys.map((key) => [key, builtInColumn(followUpField(key), (row: Row) => row[key])]),
);
/** Whose it is before what was written, when it was behind. */
const around = (columns: Readonly<Record<string, ExportColumn<Row>>>): Record<string, ExportColumn<Row>> => ({
  ...Object.fromEntries(otherColumns.slice(0, 3)),
  ...columns,
  ...Object.fromEntries(otherColumns.slice(3)),
});

export const followUpsExport = exportSpec<Row>({
  kind: 'follow-ups',
  arranged: async (tx, reader) => {
    const fields = await listAllFields(tx, 'follow-ups');
    const designed = exportColumns(reader, await listFields(tx, 'follow-ups'), await sheetReading(tx, reader.tenantId));
    return around(arrangedColumns(fields, builtIn, designed));
  },
  filter: FollowUpFilter,
  columns: around(builtIn),
  query: async (tx, reader, filter, ids) => {
    const asked = filter as Static<typeof FollowUpFilter>;
    const found = await filteredFollowUps(tx, reader, asked, 'customer.export');
    const order = await orderOf(tx, reader, followUpOrders, asked.sort ?? 'created');
    return (ids ? found.where('f.id', 'in', [...ids]) : found)
      .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'f.tenantId').onRef('a.id', '=', 'f.agentId'))
      .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
      .select(followUpFieldKeys.map((key) => `f.${key}` as const))
      .select(['c.name as customerName', 'c.phone', 'u.name as agentName', 'f.fields', 'f.remindAt', 'f.createdAt'])
      .orderBy(wholeOrder(order));
  },
});
