/** 黑名单。 */
export const zh = {
  errors: {
    'blacklist.taken': '这个号码或规则已在黑名单中',
    'blacklist.full': '黑名单最多 {{most}} 条，请先删除不用的',
    'blacklist.numbers-hidden': '你的角色看不到客户号码，不能添加号码；请交给能查看号码的同事',
  },
  blacklist: {
    what: '黑名单',
    add: '添加黑名单',
    unit: '条',
    hint: '名单中的号码打不进来，也打不出去；110、119、120 等紧急号码不受影响',
    search: '号码、原因',
    number: '号码或规则',
    numberHint: '规则用 ? 代表一位数字、* 代表任意多位，如 154*、0755?????000',
    fixed: '号码不能修改，需要时移出后重新添加',
    direction: '方向',
    directions: { inbound: '呼入', outbound: '呼出', both: '呼入和呼出' },
    reason: '原因',
    expiresAt: '到期时间',
    expiresHint: '不填则一直有效',
    state: '状态',
    live: '生效中',
    expired: '已到期',
    hits: '命中次数',
    createdAt: '加入时间',
    remove: '移出',
    removeAsk: '移出「{{name}}」？',
    removed: '已移出「{{name}}」',
    removing: '移出后立即可以通话',
  },
  permissions: { 'blacklist.read': '查看黑名单', 'blacklist.manage': '管理黑名单' },
  audit: {
    actions: {
      'blocked-number.create': '加入黑名单',
      'blocked-number.change': '修改黑名单',
      'blocked-number.delete': '移出黑名单',
    },
    records: { 'blocked-number': '黑名单' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    blacklist: typeof zh;
  }
}
