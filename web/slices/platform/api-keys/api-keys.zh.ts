/** 开放接口：密钥、事件推送。 */
export const zh = {
  apiKeys: {
    what: '密钥',
    unit: '个',
    create: '添加密钥',
    about: '程序用密钥访问，权限不超过添加它的人',
    docs: '接口文档',
    nothing: '没有密钥',
    nothingHint: '业务系统用密钥读写客户、通话和坐席',
    name: '名称',
    nameHint: '用在哪个系统，如「订单系统」',
    prefix: '密钥开头',
    permissions: '权限',
    permissionsHint: '只列出本人的权限；本人的权限减少时，密钥的也随之减少',
    all: '全选',
    readOnly: '仅查看',
    none: '清空',
    owner: '添加人',
    createdAt: '添加时间',
    expiresAt: '有效期至',
    lifetime: '有效期',
    lifetimes: { days30: '30 天', days90: '90 天', days365: '1 年', never: '长期有效' },
    neverExpires: '长期有效',
    lastUsedAt: '最近使用',
    lastAddress: '使用地址',
    neverUsed: '未使用过',
    state: '状态',
    states: { valid: '有效', expired: '已过期', revoked: '已吊销' },
    added: '密钥已添加',
    revoke: '吊销',
    revokeTitle: '吊销密钥「{{name}}」',
    revokeHint: '使用它的程序会立即无法访问，且不能恢复',
    revoked: '密钥「{{name}}」已吊销',
    secret: {
      key: '新密钥',
      signing: '签名密钥',
      once: '只显示这一次，请现在复制保存；遗失后只能重新添加',
      onceSigning: '只显示这一次，请现在复制到接收方；遗失后可重新生成',
      copy: '复制',
      copied: '已复制',
      copyFailed: '浏览器不允许复制，请手动选中',
      kept: '我已保存',
    },
  },
  errors: {
    'api-key.too-many': '最多 {{most}} 个有效密钥',
    'api-key.invalid': '密钥无效、已过期或已吊销',
    'idempotency.mismatch': '这个 Idempotency-Key 已用于另一个请求',
    'idempotency.in-progress': '相同 Idempotency-Key 的请求正在处理',
    'idempotency.rights-changed': '这个请求已完成；之后你的权限有变化，原来的结果不再重放，请重新查询',
    'idempotency.secret-reply': '这个请求已完成，其中的密钥或密码只显示一次，不能重放',
    'idempotency.bad-key': 'Idempotency-Key 须为 1–128 个可见字符',
  },
  permissions: {
    'api-key.manage': '管理接口密钥',
  },
  audit: {
    actions: {
      'api-key.create': '添加密钥',
      'api-key.revoke': '吊销密钥',
    },
    records: {
      'api-key': '密钥',
    },
    fields: {
      prefix: '前缀',
      expiresAt: '到期时间',
      isRevoked: '已吊销',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'api-keys': typeof zh;
  }
}
