/** 客户回收站。 */
export const zh = {
  deletedCustomers: {
    what: '已删除的客户',
    bin: '回收站',
    search: '搜索已删除的客户',
    name: '姓名',
    nameOrNumber: '姓名、号码',
    phone: '号码',
    owner: '归属坐席',
    deletedBy: '删除人',
    deletedAt: '删除时间',
    left: '剩余时间',
    days_one: '{{count}} 天',
    days_other: '{{count}} 天',
    lastDay: '即将彻底删除',
    empty: '回收站是空的',
    emptyHint_one: '删除的客户保留 {{count}} 天，可在这里恢复',
    emptyHint_other: '删除的客户保留 {{count}} 天，可在这里恢复',
    delete: '删除客户',
    deleteOne: '删除 {{name}}',
    deleted: '客户「{{name}}」已移到回收站',
    restore: '恢复 {{name}}',
    restoredMany_one: '{{count}} 位客户已恢复',
    restoredMany_other: '{{count}} 位客户已恢复',
    notRestoredTaken_one: '{{count}} 位的号码已属于别的客户，没有恢复',
    notRestoredTaken_other: '{{count}} 位的号码已属于别的客户，没有恢复',
    notRestoredGone_one: '{{count}} 位不在回收站或无权恢复',
    notRestoredGone_other: '{{count}} 位不在回收站或无权恢复',
    restoreChecked: '恢复',
    restored: '客户「{{name}}」已恢复',
    purge: '彻底删除 {{name}}',
    purgeTitle: '彻底删除客户「{{name}}」？',
    purgeHint: '资料、联系人、跟踪记录、签单和附件一并删除，无法恢复。通话记录和录音保留',
    purgeOk: '彻底删除',
    purged: '客户「{{name}}」已彻底删除',
  },
  errors: {
    'deleted-customer.number-taken-by': '不能恢复：号码 {{number}} 现在属于客户「{{name}}」',
    'deleted-customer.number-taken': '不能恢复：号码 {{number}} 现在属于另一位客户',
  },
  permissions: {
    'customer.delete': '删除和恢复客户',
    'deleted-customer.read': '查看客户回收站',
    'deleted-customer.purge': '彻底删除客户',
  },
  audit: {
    actions: {
      'customer.delete': '删除客户',
      'customer.restore': '恢复客户',
      'customer.purge': '彻底删除客户',
    },
    records: { 'deleted-customer': '已删除的客户' },
    fields: { purgedCount: '数量' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'deleted-customers': typeof zh;
  }
}
