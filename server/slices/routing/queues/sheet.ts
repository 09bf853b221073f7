/** Queues as a sheet. */
import { queueRoutes, type Queue } from '@bahu/contract/queues.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import { recordsOf } from '../../../kernel/http/record-handlers.ts';
import { choices, exportSpec, yesNo } from '../../platform/exports/index.ts';
import { describedQueues, foundQueues } from './store.ts';

type Row = Awaited<ReturnType<ReturnType<typeof describedQueues>['execute']>>[number];
const strategies = choices<Queue['strategy']>({
  'ring-all': ['呼叫所有', 'Ring all'],
  linear: ['轮流呼叫', 'In order'],
  'round-robin': ['记住最后轮流呼叫', 'Round robin with memory'],
  'longest-idle': ['坐席等待时间最长', 'Longest idle'],
  'fewest-calls': ['电话数最少', 'Fewest calls'],
  'least-recent': ['呼叫最少', 'Least recent'],
  random: ['随机', 'Random'],
});
const shownAs = { alias: 'q', described: describedQueues, found: foundQueues };

export const queuesExport = exportSpec<Row>({
  kind: 'queues',
  filter: queueRoutes.list.query,
  columns: {
    name: { head: { 'zh-CN': '名称', en: 'Name' }, show: (row, { reader }) => textFor(reader, row.name) },
    number: { head: { 'zh-CN': '号码', en: 'Number' }, show: (row) => row.number },
    strategy: {
      head: { 'zh-CN': '策略', en: 'Strategy' },
      show: (row, shown) => strategies.show(row.strategy, shown),
    },
    members: {
      head: { 'zh-CN': '成员', en: 'Members' },
      show: (row) => row.members.map(({ name, extension }) => `${name} ${extension}`).join(' · '),
    },
    target: {
      head: { 'zh-CN': '服务目标', en: 'Target' },
      show: (row) => `${row.targetPercent}% / ${row.targetSeconds} s`,
    },
    department: { head: { 'zh-CN': '部门', en: 'Department' }, show: (row) => row.department ?? '' },
    isEnabled: { head: { 'zh-CN': '启用', en: 'Enabled' }, show: (row, shown) => yesNo(row.isEnabled, shown) },
    ringSeconds: { head: { 'zh-CN': '振铃时间', en: 'Ring time' }, show: (row) => String(row.ringSeconds) },
    maxWaitSeconds: { head: { 'zh-CN': '最长等待', en: 'Longest wait' }, show: (row) => String(row.maxWaitSeconds) },
    maxWaiting: { head: { 'zh-CN': '最多等待', en: 'Most waiting' }, show: (row) => String(row.maxWaiting) },
    needs: {
      head: { 'zh-CN': '技能要求', en: 'Skills needed' },
      show: (row, { language }) =>
        row.needs
          .map(
            ({ skill, skillEn, afterSeconds, level }) =>
              `${(language === 'en' && skillEn) || skill} ${level}${afterSeconds > 0 ? ` (${afterSeconds} s)` : ''}`,
          )
          .join(' · '),
    },
  },
  query: (tx, reader, query, ids) => recordsOf(shownAs, { tx, reader, query, ids }),
});
