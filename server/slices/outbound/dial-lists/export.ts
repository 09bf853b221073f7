/** Numbers of batches as a sheet, with what became of each. */
import { DialNumberFilter } from '@bahu/contract/dial-lists.ts';
import { dialStateLabels } from '@bahu/domain/dial-lists/state-words.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { exportSpec } from '../../platform/exports/index.ts';
import { described, found, stateOf, turn, type Described } from './store.ts';

export const dialNumbersExport = exportSpec<Described>({
  kind: 'dial-numbers',
  filter: DialNumberFilter,
  columns: {
    list: { head: { 'zh-CN': '批次', en: 'Batch' }, show: (row, { reader }) => textFor(reader, row.listName) },
    category: { head: { 'zh-CN': '分类', en: 'Category' }, show: (row, { reader }) => textFor(reader, row.category) },
    number: {
      head: { 'zh-CN': '号码', en: 'Number' },
      show: ({ number, extension }, { reader }) => numberFor(reader, number) + (extension && `转${extension}`),
    },
    name: { head: { 'zh-CN': '姓名', en: 'Name' }, show: (row, { reader }) => textFor(reader, row.name) },
    note: { head: { 'zh-CN': '备注', en: 'Note' }, show: (row, { reader }) => textFor(reader, row.note) },
    agent: { head: { 'zh-CN': '坐席', en: 'Agent' }, show: ({ agentName }) => agentName ?? '' },
    state: {
      head: { 'zh-CN': '状态', en: 'State' },
      show: (row, { language }) => dialStateLabels[stateOf(row)][language === 'en' ? 'en' : 'zh'],
    },
    attempts: { head: { 'zh-CN': '拨打次数', en: 'Attempts' }, show: ({ attempts }) => String(attempts) },
    lastAt: { head: { 'zh-CN': '最近拨打', en: 'Last dialled' }, show: ({ lastAt }, { time }) => time(lastAt) },
    talk: { head: { 'zh-CN': '通话秒数', en: 'Talk seconds' }, show: ({ talkSeconds }) => String(talkSeconds) },
    code: {
      head: { 'zh-CN': '小结', en: 'Wrap-up code' },
      show: ({ code }, { language }) => (code ? (language === 'en' && code.nameEn) || code.name : ''),
    },
    customer: {
      head: { 'zh-CN': '客户', en: 'Customer' },
      show: ({ customer }, { reader }) => (customer ? textFor(reader, customer.name) : ''),
    },
  },
  query: async (tx, reader, filter, ids) => {
    const asked = await found(tx, reader, filter as DialNumberFilter, 'dial-list.export');
    const all = described(tx, reader).where('d.id', 'in', asked);
    return (ids ? all.where('d.id', 'in', [...ids]) : all).orderBy(turn);
  },
});
