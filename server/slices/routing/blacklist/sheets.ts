/** The blacklist as a sheet: what is exported can be imported again. */
import { sql } from 'kysely';
import { blacklistRoutes } from '@bahu/contract/blacklist.ts';
import { readBlocked, type BlockedDirection } from '@bahu/domain/blacklist/blacklist.ts';
import { momentOfCell } from '@bahu/domain/fields/cell.ts';
import { phoneFault, readChoice, readLine, wordsOf, type Checked } from '@bahu/domain/imports/cells.ts';
import { isNumberFault } from '@bahu/domain/numbers/dial.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { exportSpec, word } from '../../platform/exports/index.ts';
import { field, plainImport } from '../../platform/imports/index.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import { changeEntry, checkRoom, createEntry, removeEntry } from './service.ts';
import { described, filtered, findEntry, type BlacklistQuery, type EntryRecord } from './store.ts';

const directions = {
  inbound: { 'zh-CN': '呼入', en: 'Calls in' },
  outbound: { 'zh-CN': '呼出', en: 'Calls out' },
  both: { 'zh-CN': '呼入和呼出', en: 'Both' },
} as const;
const directionWord = word(directions);
const heads = {
  number: { 'zh-CN': '号码', en: 'Number' },
  direction: { 'zh-CN': '方向', en: 'Direction' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  expiresAt: { 'zh-CN': '到期时间', en: 'Expires' },
} as const;

export const blacklistExport = exportSpec<EntryRecord>({
  kind: 'blacklist',
  filter: blacklistRoutes.list.query,
  columns: {
    number: { head: heads.number, show: (row, { reader }) => numberFor(reader, row.number) },
    direction: { head: heads.direction, show: (row, shown) => directionWord(row.direction, shown) },
    reason: { head: heads.reason, show: (row, { reader }) => textFor(reader, row.reason) },
    expiresAt: { head: heads.expiresAt, show: (row, { time }) => time(row.expiresAt) },
    hits: { head: { 'zh-CN': '命中次数', en: 'Hits' }, show: (row) => String(row.hits) },
    createdAt: { head: { 'zh-CN': '加入时间', en: 'Added' }, show: (row, { time }) => time(row.createdAt) },
  },
  query: async (tx, reader, filter, ids) => {
    const found = filtered(tx, reader, filter as BlacklistQuery);
    return described(tx).where('b.id', 'in', ids ? found.where('b.id', 'in', [...ids]) : found);
  },
});

interface Row {
  number: string;
  direction: BlockedDirection;
  reason: string;
  expiresAt: string | null;
}
const words = wordsOf({
  inbound: ['呼入', '来电', 'calls in', 'in'],
  outbound: ['呼出', '去电', 'calls out', 'out'],
  both: ['呼入和呼出', '双向', '全部'],
});
const head = (key: keyof Row, others: readonly string[], isRequired = false) => ({
  ...field(key, heads[key]['zh-CN'], heads[key].en, others, isRequired),
  key,
});

export const blacklistImport = plainImport<Row>({
  kind: 'blacklist',
  fields: [
    head('number', ['电话', '手机', '黑名单号码', 'phone'], true),
    head('direction', ['呼叫方向', '类型', 'type']),
    head('reason', ['备注', '说明', 'note']),
    head('expiresAt', ['有效期', '有效期至', 'until']),
  ],
  keyField: 'number',
  async readers(tx, { principal }) {
    const { home, utcOffsetMinutes } = readSettings((await findTenant(tx, principal.tenantId))?.settings ?? {});
    return {
      number(cell): Checked<string> {
        const number = readBlocked(cell, home);
        return isNumberFault(number) ? phoneFault(number) : { value: number };
      },
      direction: (cell) => readChoice(cell, words),
      reason: (cell) => readLine(cell, 200),
      expiresAt(cell) {
        const value = momentOfCell(cell, utcOffsetMinutes);
        return value === null ? { reason: 'moment', params: {} } : { value };
      },
    };
  },
  existing: (keys) => sql`select b.number, b.id from blacklist_entries b where b.number in (${keys})`,
  async admit(tx, _actor, importId) {
    const { count } = await tx
      .selectFrom('importRows')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('importId', '=', importId)
      .where('state', '=', 'new')
      .executeTakeFirstOrThrow();
    await checkRoom(tx, count);
  },
  create: (tx, actor, { number = '', ...values }) => createEntry(tx, actor, { number, ...values }),
  async find(tx, id) {
    const entry = await findEntry(tx, id);
    return entry && { ...entry, expiresAt: entry.expiresAt && `${entry.expiresAt.toISOString().slice(0, 19)}Z` };
  },
  change: (tx, actor, id, { number: _fixed, ...values }) => changeEntry(tx, actor, id, values),
  remove: removeEntry,
});
