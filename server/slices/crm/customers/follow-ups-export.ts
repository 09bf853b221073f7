/** Follow-ups with the customers that they are about, of those whom the reader may export. */
import type { Static } from 'typebox';
import { FollowUpFilter } from '@bahu/contract/customers.ts';
import {
  followUpColumns,
  followUpField,
  followUpFieldKeys,
  type FollowUpFieldKey,
} from '@bahu/domain/fields/follow-up-fields.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { exportSpec, type ExportColumn } from '../../platform/exports/index.ts';
import {
  builtInColumn,
  exportColumns,
  listFields,
  sheetReading,
  type StoredFields,
} from '../../platform/fields/index.ts';
import { inScope } from './scope.ts';

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
const builtIn = followUpFieldKeys.map((key): [string, ExportColumn<Row>] => [
  key,
  builtInColumn(followUpField(key), (row) => row[key]),
]);

export const followUpsExport = exportSpec<Row>({
  kind: 'follow-ups',
  designed: async (tx, reader) =>
    exportColumns(reader, await listFields(tx, 'follow-ups'), await sheetReading(tx, reader.tenantId)),
  filter: FollowUpFilter,
  columns: Object.fromEntries([...otherColumns.slice(0, 3), ...builtIn, ...otherColumns.slice(3)]),
  query: async (tx, reader, filter, ids) => {
    const { customer, createdFrom, createdTo } = filter as Static<typeof FollowUpFilter>;
    if (!reader.permissions.has('follow-up.read')) return null;
    let found = tx
      .selectFrom('followUps as f')
      .innerJoin('customers as c', (join) =>
        join.onRef('c.tenantId', '=', 'f.tenantId').onRef('c.id', '=', 'f.customerId'),
      )
      .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'f.tenantId').onRef('a.id', '=', 'f.agentId'))
      .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.userId'))
      .where(inScope(reader, 'customer.export'));
    if (customer) found = found.where('f.customerId', '=', customer);
    if (createdFrom) found = found.where('f.createdAt', '>=', readMoment(createdFrom, 'createdFrom'));
    if (createdTo) found = found.where('f.createdAt', '<', readMoment(createdTo, 'createdTo'));
    return (ids ? found.where('f.id', 'in', [...ids]) : found)
      .select(followUpFieldKeys.map((key) => `f.${key}` as const))
      .select(['c.name as customerName', 'c.phone', 'u.name as agentName', 'f.fields', 'f.remindAt', 'f.createdAt'])
      .orderBy('f.createdAt', 'desc')
      .orderBy('f.id', 'desc');
  },
});
