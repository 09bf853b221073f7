/** 客户归属：公共池、锁定、历史归属。 */
export const zh = {
  owners: {
    acts: { take: '领取', 'give-back': '退回公共池', lock: '锁定', unlock: '解锁' },
    actsOn: { take: '领取{{name}}', 'give-back': '把{{name}}退回公共池', lock: '锁定{{name}}', unlock: '解锁{{name}}' },
    done: {
      take: '已领取{{name}}',
      'give-back': '{{name}}已退回公共池',
      lock: '已锁定{{name}}',
      unlock: '已解锁{{name}}',
    },
    locked: '已锁定',
    lockedUntil: '锁定至',
    history: '历史归属',
    tab: '归属',
    none: '归属没有变动过',
    noneHint: '领取、退回、分配、导入、合并引起的变动都会列在这里',
    more: '更早的归属',
    pool: '公共池',
    gone: '已删除的坐席',
    becomes: '变为',
    ofMerged: '合并前的另一位客户',
    reasons: {
      assign: '分配',
      take: '领取',
      'give-back': '退回',
      rule: '到期退回',
      import: '导入',
      'import-undo': '撤销导入',
      merge: '合并',
      unmerge: '撤销合并',
      restore: '恢复',
      other: '其他',
    },
    column: '锁定',
    filter: '锁定状态',
    yes: '已锁定',
    no: '未锁定',
  },
  errors: {
    'customer.taken': '客户已被别人领取，不在公共池',
    'customer.take-limit': '今天领取的客户已到上限',
    'customer.lock-limit': '锁定的客户已到上限，请先解锁其他客户',
    'customer.locked': '坐席已锁定这位客户，不能从其名下转走',
    'customer.not-yours': '不是你的客户',
  },
  permissions: {
    'customer.take': '领取和退回公共池客户',
    'customer.lock': '锁定自己的客户',
    'customer.unlock': '解锁他人的客户',
  },
  audit: {
    actions: {
      'customer.take': '领取客户',
      'customer.give-back': '退回公共池',
      'customer.lock': '锁定客户',
      'customer.unlock': '解锁客户',
      'customer.return': '到期退回公共池',
    },
    records: { 'customer-return': '将退回公共池的客户' },
    fields: { shares: '份数', returnedCount: '退回数' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'customer-owners': typeof zh;
  }
}
