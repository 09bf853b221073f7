/** 坐席组、外显号码、企业设置。 */
export const zh = {
  errors: {
    'agent-group.name-taken': '这个坐席组名称已被使用',
  },
  agentGroups: {
    what: '坐席组',
    search: '坐席组名称',
    searchLabel: '搜索坐席组',
    create: '添加坐席组',
    name: '名称',
    order: '呼叫顺序',
    orders: { sequential: '顺序', 'round-robin': '轮流', random: '随机' },
    orderHint: {
      sequential: '总是从第一位开始（尚未启用）',
      'round-robin': '从上次之后的一位开始（尚未启用）',
      random: '每次随机（尚未启用）',
    },
    members: '成员',
    membersHint: '按顺序排列；拖动，或在把手上按 ↑ ↓ 调整',
    addMember: '添加成员',
    count: '人数',
    enabled: '启用',
    disabled: '停用',
    state: '状态',
    note: '备注',
    saved: '坐席组已保存',
    added: '坐席组已添加',
    delete: '删除',
    deleted: '坐席组「{{name}}」已删除',
    nothing: '没有坐席组',
    nothingHint: '把坐席编成组，可以按组筛选',
    unit: '个',
    editorTitle: '编辑坐席组',
  },
  permissions: {
    'agent-group.read': '查看坐席组',
    'agent-group.manage': '管理坐席组',
  },
  audit: {
    actions: {
      'agent-group.create': '添加坐席组',
      'agent-group.change': '修改坐席组',
      'agent-group.delete': '删除坐席组',
    },
    records: {
      'agent-group': '坐席组',
    },
    fields: {
      members: '成员',
      order: '呼叫顺序',
      ordering: '呼叫顺序',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'agent-groups': typeof zh;
  }
}
