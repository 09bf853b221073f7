/** 客户与跟踪记录。 */
import { codeLabels, labelsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { customerColumns, customerFields } from '@bahu/domain/fields/customer-fields.ts';
import { followUpFields } from '@bahu/domain/fields/follow-up-fields.ts';
import { labelWords } from '@bahu/domain/fields/number-labels.ts';

const ofFollowUps = labelsOf(followUpFields, 'zh');
const labels = labelsOf(customerFields, 'zh');
// Roles and others have a name and a note as well, and words of their own for them.
const { name: _name, note: _note, ...audited } = labels;

export const zh = {
  customers: {
    what: '客户',
    card: {
      owner: customerColumns.owner.zh,
      created: customerColumns.createdAt.zh,
      phoneExtension: '分机',
      badExtension: '分机只含数字、* 和 #，最多 8 位',
      calls: '通话',
      followUps: '跟踪',
      lastCall: '最近通话',
      newTitle: '新客户',
      caller: '来电 {{tail}}',
      newHint: '保存后成为客户，通话记录一并归入',
      save: '保存客户',
      create: '添加客户',
      saved: '客户已保存',
      created_toast: '客户已添加',
      none: '未填',
      reveal: '显示号码',
      revealHint: '显示完整号码，并记入审计日志',
      revealed: '已记入审计日志',
      duplicate: '号码重复',
      duplicateHint: '另一位客户先有这个号码，来电会显示那位客户',
    },
    numbers: {
      title: '号码',
      add: '添加号码',
      new: '号码',
      newHint: '号码，可带分机',
      label: '标签',
      labels: labelWords('zh'),
      extension: '转 {{keys}}',
      primary: '主号码',
      hint: '第一个是主号码',
    },
    title: { '': '未填', ...codeLabels(customerFields.title, 'zh') },
    history: {
      followUps: '跟踪记录',
      calls: '通话记录',
      all: '全部往来',
      onlyNotes: '只看跟踪',
      onlyMine: '只看我的',
      more: '加载更早的记录',
      what: '往来记录',
      empty: '还没有往来',
      emptyHint: '通话后在右侧添加第一条跟踪',
      emptyCalls: '还没有通话记录',
      followUp: '跟踪记录',
      ongoing: '进行中 {{time}}',
      remind: '提醒 {{time}}',
      unknown: '陌生号码，没有往来记录',
      unknownHint: '保存为客户后，这通电话会归入',
      newHint: '先填姓名和号码，保存后可添加跟踪',
    },
    direction: { inbound: '呼入通话', outbound: '呼出通话', internal: '内部通话', missed: '呼入未接' },
    followUp: {
      title: '添加跟踪',
      contentHint: '客户说了什么，接下来做什么',
      remind: '下次提醒',
      remindHint: '到时提醒，在此之前列在工作台的今日待跟进中',
      in30: '30 分钟后',
      later: '今天 {{time}}',
      tomorrow: '明天 10:00',
      custom: '自定',
      customLabel: '提醒时间',
      saveAndNext: '保存并接下一通',
      saveAndClose: '保存并关闭',
      next: '接下一通',
      close: '关闭',
      cardFirst: '先填好左侧的客户资料',
      save: '保存跟踪',
      saved: '跟踪已保存',
      savedRemind: '跟踪已保存，下次联系 {{time}}',
      draft: '草稿已存 {{time}}',
      clear: '清空',
      needsCustomer: '先保存客户，再保存跟踪',
      pastTime: '提醒时间要晚于现在',
    },
    followUps: {
      what: '跟踪记录',
      unit: '条',
      empty: '还没有跟踪记录',
      emptyHint: '在客户页面或通话中添加，这里汇总所有客户的跟踪',
      listed: '筛选与导出',
    },
    service: codeLabels(followUpFields.serviceType, 'zh'),
    callState: codeLabels(followUpFields.callState, 'zh'),
    currentState: codeLabels(followUpFields.currentState, 'zh'),
    channel: codeLabels(followUpFields.channel, 'zh'),
    list: {
      search: '姓名、号码',
      searchLabel: '搜索客户',
      create: '添加客户',
      empty: '还没有客户',
      emptyHint: '添加一位，或接到陌生来电时保存',
      columnOwner: customerColumns.owner.zh,
      columnLastCall: customerColumns.lastCallAt.zh,
      columnCalls: '通话',
      columnFollowUps: '跟踪',
      columnCreated: customerColumns.createdAt.zh,
      columnUpdated: customerColumns.updatedAt.zh,
      department: '归属部门',
    },
  },
  errors: {
    'customer.phone-taken-by': '这个号码已属于客户“{{name}}”',
    'customer.phone-taken': '这个号码已属于另一位客户',
    'customer.changed-meanwhile': '客户资料已被他人修改，请刷新后再保存',
  },
  permissions: {
    'customer.read': '查看客户',
    'customer.create': '添加客户',
    'customer.edit': '修改客户',
    'customer.import': '导入客户',
    'customer.export': '导出客户',
    'customer.reveal-number': '查看完整号码',
    'follow-up.read': '查看跟踪',
    'follow-up.create': '添加跟踪',
    'follow-up.edit': '修改跟踪',
  },
  audit: {
    actions: {
      'customer.create': '添加客户',
      'customer.add-number': '添加客户号码',
      'customer.change-number': '修改客户号码',
      'customer.remove-number': '移除客户号码',
      'customer.change': '修改客户',
      'customer.reveal-number': '查看完整号码',
      'follow-up.change': '修改跟踪',
    },
    records: {
      customer: '客户',
      'follow-up': '跟踪',
    },
    fields: {
      ...ofFollowUps,
      ...audited,
      phone: customerColumns.phone.zh,
      phoneExtension: '分机',
      label: customerColumns.numberLabels.zh,
      isPrimary: '主号码',
      ownerId: '负责坐席',
      remindAt: '提醒时间',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    customers: typeof zh;
  }
}
