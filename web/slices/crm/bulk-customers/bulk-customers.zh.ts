/** 客户批量操作。 */
export const zh = {
  bulkCustomers: {
    started: '已开始，进度见后台任务',
    done_one: '{{count}} 位客户已处理',
    done_other: '{{count}} 位客户已处理',
    total: ' {{total}} ',
    totalAbout: '约 {{total}} ',
    notDone_one: '{{count}} 位未处理，请重试',
    notDone_other: '{{count}} 位未处理，请重试',
    skipped_one: '跳过 {{count}} 位，超出权限或已删除',
    skipped_other: '跳过 {{count}} 位，超出权限或已删除',
    locked_one: '{{count}} 位已被坐席锁定，未变动',
    locked_other: '{{count}} 位已被坐席锁定，未变动',
    overLimit_one: '{{count}} 位超出你的限额，未变动',
    overLimit_other: '{{count}} 位超出你的限额，未变动',
    own: {
      short: '领取/锁定',
      title_one: '{{number}}位客户的归属',
      title_other: '{{number}}位客户的归属',
      hints: {
        take: '公共池里的客户归你；已有坐席的不变',
        'give-back': '你的客户退回公共池，别人可以领取；别人的客户不变',
        lock: '你的客户不会被别人领取或分配走；超出限额的不锁定',
        unlock: '你的客户和你可以解锁的客户',
      },
      apply: '确定',
    },
    assign: {
      short: '转移/分配',
      title_one: '转移/分配{{number}}位客户',
      title_other: '转移/分配{{number}}位客户',
      agents: '分配给坐席',
      pool: '放入公共池',
      to: '坐席',
      hint: '选择多位坐席时平均分配，或按比例分配',
      poolHint: '公共池里的客户不属于任何坐席',
      apply: '分配',
    },
    change: {
      short: '批量调整',
      title_one: '批量调整{{number}}位客户',
      title_other: '批量调整{{number}}位客户',
      field: '字段',
      choose: '选择要调整的字段',
      apply: '调整',
    },
    delete: {
      short: '删除',
      title_one: '删除{{number}}位客户？',
      title_other: '删除{{number}}位客户？',
      hint_one: '删除的客户在回收站保留 {{count}} 天，可以恢复',
      hint_other: '删除的客户在回收站保留 {{count}} 天，可以恢复',
      password: '你的登录密码',
      apply: '删除{{number}}位',
    },
  },
  errors: {
    'bulk.no-agent': '有坐席已停用，或不在你的管理范围内',
    'bulk.password-needed': '删除全部查询结果需要输入你的登录密码',
  },
  permissions: { 'customer.assign': '转移和分配客户' },
  audit: {
    actions: {
      'customer.delete-many': '批量删除客户',
      'customer.assign-many': '批量分配客户',
      'customer.change-many': '批量调整客户',
      'customer.take-many': '批量领取客户',
      'customer.give-back-many': '批量退回公共池',
      'customer.lock-many': '批量锁定客户',
      'customer.unlock-many': '批量解锁客户',
    },
    fields: { to: '分配给', names: '客户', first: '前几位' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'bulk-customers': typeof zh;
  }
}
