import { sql } from 'kysely';
import { callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { exportSpec, ownNumber, yesNo } from '../../platform/exports/index.ts';
import { filtered, described, type CallerIdQuery } from './store.ts';

interface Row {
  number: string;
  trunkName: string | null;
  note: string;
  isStandard: boolean;
  isEnabled: boolean;
  agentCount: number | null;
}

export const callerIdsExport = exportSpec<Row>({
  kind: 'caller-ids',
  filter: callerIdRoutes.list.query,
  columns: {
    number: { head: { 'zh-CN': '号码', en: 'Number' }, show: (row) => ownNumber(row.number) },
    trunk: { head: { 'zh-CN': '外线', en: 'Trunk' }, show: (row) => row.trunkName ?? '' },
    isStandard: { head: { 'zh-CN': '默认', en: 'Standard' }, show: (row, shown) => yesNo(row.isStandard, shown) },
    isEnabled: { head: { 'zh-CN': '启用', en: 'Enabled' }, show: (row, shown) => yesNo(row.isEnabled, shown) },
    agentCount: { head: { 'zh-CN': '使用坐席', en: 'Agents' }, show: (row) => String(row.agentCount ?? 0) },
    note: { head: { 'zh-CN': '备注', en: 'Note' }, show: (row) => row.note },
  },
  query: async (tx, _reader, filter, ids) => {
    const found = filtered(tx, filter as CallerIdQuery);
    return described(tx)
      .where('c.id', 'in', ids ? found.where('c.id', 'in', [...ids]) : found)
      .orderBy(sql`c.number`);
  },
});
