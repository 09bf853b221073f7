import { auditRoutes } from '@bahu/contract/audit.ts';
import { maxFirst } from '@bahu/contract/selection.ts';
import { exportSpec, word } from '../exports/index.ts';
import { presentEntry } from './routes.ts';
import { entryColumns, filteredEntries, outcomeColumn, type AuditRecord } from './store.ts';

type Row = Omit<AuditRecord, 'sortKey'>;
type Masked = Parameters<typeof presentEntry>[0];

const via = word({
  session: { 'zh-CN': '本人', en: 'In person' },
  'api-key': { 'zh-CN': '密钥', en: 'API key' },
  operator: { 'zh-CN': '平台支持', en: 'Support' },
  system: { 'zh-CN': '系统', en: 'System' },
});
const values = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value));
const masked = (row: Row, reader: Masked) => presentEntry(reader, row);

/** Actions and kinds of records go by their names in the interface of programs, so that a log can be searched and compared. */
export const auditExport = exportSpec<Row>({
  kind: 'audit',
  filter: auditRoutes.list.query,
  columns: {
    at: { head: { 'zh-CN': '时间', en: 'Time' }, show: (row, { time }) => time(row.at) },
    actor: { head: { 'zh-CN': '人员', en: 'Actor' }, show: (row) => row.actorName },
    via: { head: { 'zh-CN': '途径', en: 'Via' }, show: (row, shown) => via(row.via, shown) },
    address: { head: { 'zh-CN': '地址', en: 'Address' }, show: (row) => row.address ?? '' },
    action: { head: { 'zh-CN': '操作', en: 'Action' }, show: (row) => row.action },
    recordType: { head: { 'zh-CN': '记录类型', en: 'Record type' }, show: (row) => row.recordType },
    record: {
      head: { 'zh-CN': '记录', en: 'Record' },
      show: (row, { reader }) => masked(row, reader).recordName ?? '',
    },
    outcome: { head: { 'zh-CN': '结果', en: 'Outcome' }, show: (row) => row.outcome ?? 'unknown' },
    before: {
      head: { 'zh-CN': '修改前', en: 'Before' },
      show: (row, { reader }) => values(masked(row, reader).before),
    },
    after: { head: { 'zh-CN': '修改后', en: 'After' }, show: (row, { reader }) => values(masked(row, reader).after) },
  },
  query: async (tx, reader, filter, ids) => {
    // A list may say of a search that there are more than it shows; a file is of all of them.
    const found = await filteredEntries(tx, reader, filter, maxFirst);
    if (!found) return null;
    return (ids ? found.where('l.id', 'in', [...ids]) : found)
      .select(entryColumns)
      .select(outcomeColumn)
      .orderBy('l.at', 'desc')
      .orderBy('l.id', 'desc');
  },
});
