import { CallFilter, type CodeOfCall } from '@bahu/contract/calls.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { regionText } from '../../../kernel/regions.ts';
import { exportSpec, ownNumber, word } from '../../platform/exports/index.ts';
import { inScope } from './scope.ts';
import { codesOfCall } from '../wrap-up-codes/index.ts';
import { everyOne, filtered, worstMos } from './store.ts';

interface Row {
  direction: string;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  number: string;
  ownNumber: string;
  customerName: string | null;
  agentName: string | null;
  extension: string | null;
  queueName: string | null;
  waitSeconds: number;
  ringSeconds: number;
  talkSeconds: number;
  holdSeconds: number;
  outcome: string;
  hangupSide: string | null;
  isElsewhere: boolean;
  codes: CodeOfCall[];
  mos: number | null;
}

const directions = word({
  inbound: { 'zh-CN': '呼入', en: 'Inbound' },
  outbound: { 'zh-CN': '呼出', en: 'Outbound' },
  internal: { 'zh-CN': '内部', en: 'Internal' },
});
const outcomes = word({
  'in-progress': { 'zh-CN': '进行中', en: 'In progress' },
  connected: { 'zh-CN': '已接', en: 'Connected' },
  'no-answer': { 'zh-CN': '无人接听', en: 'No answer' },
  busy: { 'zh-CN': '忙线', en: 'Busy' },
  refused: { 'zh-CN': '拒接', en: 'Refused' },
  'invalid-number': { 'zh-CN': '空号', en: 'Invalid number' },
  unreachable: { 'zh-CN': '无法接通', en: 'Unreachable' },
  network: { 'zh-CN': '线路故障', en: 'Network fault' },
  'abandoned-menu': { 'zh-CN': '导航中放弃', en: 'Left in menu' },
  'abandoned-queue': { 'zh-CN': '排队放弃', en: 'Left in queue' },
  voicemail: { 'zh-CN': '已留言', en: 'Voicemail' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
  'not-served': { 'zh-CN': '播报后结束', en: 'Announcement' },
  callback: { 'zh-CN': '待回呼', en: 'To be called back' },
  'callback-failed': { 'zh-CN': '回呼失败', en: 'Callback failed' },
  'media-server-restarted': { 'zh-CN': '系统中断', en: 'Interrupted' },
  failed: { 'zh-CN': '失败', en: 'Failed' },
});
const sources = word({
  line: { 'zh-CN': '系统线路', en: 'Our lines' },
  elsewhere: { 'zh-CN': '本地录音', en: 'Local recording' },
});
const sides = word({
  agent: { 'zh-CN': '坐席', en: 'Agent' },
  other: { 'zh-CN': '对方', en: 'Other party' },
  system: { 'zh-CN': '系统', en: 'System' },
});

export const callsExport = exportSpec<Row>({
  kind: 'calls',
  filter: CallFilter,
  columns: {
    direction: { head: { 'zh-CN': '方向', en: 'Direction' }, show: (row, shown) => directions(row.direction, shown) },
    source: {
      head: { 'zh-CN': '来源', en: 'Source' },
      show: (row, shown) => sources(row.isElsewhere ? 'elsewhere' : 'line', shown),
    },
    startedAt: { head: { 'zh-CN': '开始时间', en: 'Started' }, show: (row, { time }) => time(row.startedAt) },
    answeredAt: { head: { 'zh-CN': '接通时间', en: 'Answered' }, show: (row, { time }) => time(row.answeredAt) },
    endedAt: { head: { 'zh-CN': '结束时间', en: 'Ended' }, show: (row, { time }) => time(row.endedAt) },
    number: {
      head: { 'zh-CN': '对方号码', en: 'Number' },
      show: (row, { reader }) => (row.direction === 'internal' ? row.number : numberFor(reader, row.number)),
    },
    region: {
      head: { 'zh-CN': '归属地', en: 'Region' },
      show: (row, { reader, language }) => regionText(reader, row.number, language),
    },
    customer: {
      head: { 'zh-CN': '客户', en: 'Customer' },
      show: (row, { reader }) => textFor(reader, row.customerName ?? ''),
    },
    agent: { head: { 'zh-CN': '坐席', en: 'Agent' }, show: (row) => row.agentName ?? '' },
    extension: { head: { 'zh-CN': '分机号', en: 'Extension' }, show: (row) => row.extension ?? '' },
    queue: { head: { 'zh-CN': '队列', en: 'Queue' }, show: (row) => row.queueName ?? '' },
    ownNumber: { head: { 'zh-CN': '本方号码', en: 'Our number' }, show: (row) => ownNumber(row.ownNumber) },
    waitSeconds: { head: { 'zh-CN': '等待（秒）', en: 'Wait (s)' }, show: (row) => String(row.waitSeconds) },
    ringSeconds: { head: { 'zh-CN': '振铃（秒）', en: 'Ring (s)' }, show: (row) => String(row.ringSeconds) },
    talkSeconds: { head: { 'zh-CN': '通话（秒）', en: 'Talk (s)' }, show: (row) => String(row.talkSeconds) },
    holdSeconds: { head: { 'zh-CN': '保持（秒）', en: 'Hold (s)' }, show: (row) => String(row.holdSeconds) },
    outcome: { head: { 'zh-CN': '结果', en: 'Outcome' }, show: (row, shown) => outcomes(row.outcome, shown) },
    mos: {
      head: { 'zh-CN': '通话质量（MOS）', en: 'Sound quality (MOS)' },
      show: (row) => (row.mos === null ? '' : row.mos.toFixed(2)),
    },
    hangupSide: { head: { 'zh-CN': '挂断方', en: 'Hung up by' }, show: (row, shown) => sides(row.hangupSide, shown) },
    code: {
      head: { 'zh-CN': '小结', en: 'Wrap-up' },
      show: ({ codes }, { reader, language }) =>
        codes
          .map(({ name, nameEn, group, groupEn }) =>
            textFor(reader, language === 'en' ? `${groupEn || group} / ${nameEn || name}` : `${group} / ${name}`),
          )
          .join('; '),
    },
  },
  query: async (tx, reader, filter, ids) => {
    const found = await filtered(tx, reader, filter, everyOne);
    if (!found) return null;
    const inReach = found.calls.where(inScope(reader, 'call.export'));
    return (ids ? inReach.where('c.id', 'in', [...ids]) : inReach)
      .clearSelect()
      .leftJoin('customers as cu', (join) =>
        join.onRef('cu.tenantId', '=', 'c.tenantId').onRef('cu.id', '=', 'c.customerId'),
      )
      .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.agentId'))
      .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
      .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'c.tenantId').onRef('q.id', '=', 'c.queueId'))
      .select([
        'c.direction',
        'c.startedAt',
        'c.answeredAt',
        'c.endedAt',
        'c.number',
        'c.ownNumber',
        'cu.name as customerName',
        'u.name as agentName',
        'a.extension',
        'q.name as queueName',
      ])
      .select([
        'c.waitSeconds',
        'c.ringSeconds',
        'c.talkSeconds',
        'c.holdSeconds',
        'c.outcome',
        'c.hangupSide',
        'c.isElsewhere',
      ])
      .select(codesOfCall.as('codes'))
      .select(worstMos.as('mos'))
      .orderBy('c.startedAt', 'desc')
      .orderBy('c.id', 'desc');
  },
});
