/** The blacklist as a sheet: what is exported can be imported again. */
import { blacklistRoutes, type BlacklistEntry } from '@bahu/contract/blacklist.ts';
import { readBlocked } from '@bahu/domain/blacklist/blacklist.ts';
import { checkedNumber, readLine, readMomentCell } from '@bahu/domain/imports/cells.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { recordsOf } from '../../../kernel/http/record-handlers.ts';
import { choices, exportSpec } from '../../platform/exports/index.ts';
import { field, plainImport } from '../../platform/imports/index.ts';
import { checkRoom, entries, type EntryRecord } from './entries.ts';

const number = field('number', '号码', 'Number', ['电话', '手机', 'phone'], true);
const direction = field('direction', '方向', 'Direction', ['类型', 'type']);
const reason = field('reason', '原因', 'Reason', ['备注', '说明', 'note']);
const expiresAt = field('expiresAt', '到期时间', 'Expires', ['有效期至', 'until']);
const directions = choices({
  inbound: ['呼入', 'Calls in'],
  outbound: ['呼出', 'Calls out'],
  both: ['呼入和呼出', 'Both', '双向'],
});

export const blacklistExport = exportSpec<EntryRecord>({
  kind: 'blacklist',
  filter: blacklistRoutes.list.query,
  columns: {
    number: { head: number.head, show: (row, { reader }) => numberFor(reader, row.number) },
    direction: { head: direction.head, show: (row, shown) => directions.show(row.direction, shown) },
    reason: { head: reason.head, show: (row, { reader }) => textFor(reader, row.reason) },
    expiresAt: { head: expiresAt.head, show: (row, { time }) => time(row.expiresAt) },
    hits: { head: { 'zh-CN': '命中次数', en: 'Hits' }, show: (row) => String(row.hits) },
    createdAt: { head: { 'zh-CN': '加入时间', en: 'Added' }, show: (row, { time }) => time(row.createdAt) },
  },
  query: (tx, reader, query, ids) => recordsOf(entries, { tx, reader, query, ids }),
});

type Cells = Pick<BlacklistEntry, 'number' | 'direction' | 'reason' | 'expiresAt'>;
export const blacklistImport = plainImport<Cells, EntryRecord>({
  kind: 'blacklist',
  configures: 'number-lists',
  fields: [number, direction, reason, expiresAt],
  keyField: 'number',
  readers: ({ home, utcOffsetMinutes }) => ({
    number: (cell) => checkedNumber(readBlocked(cell, home)),
    direction: directions.read,
    reason: (cell) => readLine(cell, 200),
    expiresAt: (cell) => readMomentCell(cell, utcOffsetMinutes),
  }),
  admit: checkRoom,
  records: entries,
});
