/** 黑名单。 */
export const zh = {
  errors: {
    'blacklist.taken': '这个号码或规则已在黑名单中',
    'blacklist.full': '黑名单最多 {{most}} 条，请先删除不用的',
    'blacklist.pattern': '号码规则不对：? 代表一位数字，一个 * 代表任意多位，至少写 2 位数字',
    'blacklist.emergency': '110、119、120 等紧急号码不能加入黑名单',
    'blacklist.numbers-hidden': '你的角色看不到客户号码，不能添加号码；请交给能查看号码的同事',
  },
  blacklist: {
    what: '黑名单',
    unit: '条',
    search: '号码、原因',
    searchLabel: '搜索黑名单',
    create: '添加号码',
    import: '导入',
    number: '号码或规则',
    numberHint: '规则用 ? 代表一位数字、* 代表任意多位，如 154*、0755?????000',
    numberFixed: '号码不能修改，需要时删除后重新添加',
    direction: '方向',
    directions: { inbound: '呼入', outbound: '呼出', both: '呼入和呼出' },
    reason: '原因',
    expiresAt: '到期时间',
    expiresHint: '不填则一直有效',
    forever: '一直有效',
    state: '状态',
    live: '生效中',
    expired: '已到期',
    hits: '命中次数',
    hitsOf: '查看被拦下的 {{count}} 次通话',
    createdAt: '加入时间',
    saved: '黑名单已保存',
    delete: '移出黑名单',
    deleteConfirm: '将 {{number}} 移出黑名单？',
    deleteHint: '移出后立即可以通话',
    deleted: '已移出黑名单',
    nothing: '黑名单是空的',
    nothingHint: '名单中的号码打不进来，也打不出去；110、119、120 等紧急号码不受影响',
  },
  permissions: {
    'blacklist.read': '查看黑名单',
    'blacklist.manage': '管理黑名单',
  },
  audit: {
    actions: {
      'blacklist.create': '加入黑名单',
      'blacklist.change': '修改黑名单',
      'blacklist.delete': '移出黑名单',
    },
    records: { 'blacklist-entry': '黑名单' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    blacklist: typeof zh;
  }
}
