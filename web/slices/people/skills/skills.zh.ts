/** 技能。 */
export const zh = {
  skills: {
    what: '技能',
    title: '技能',
    unit: '个',
    searchLabel: '搜索技能',
    create: '添加技能',
    nothing: '没有技能',
    nothingHint: '给坐席标上技能等级，队列可以按技能派来电',
    saved: '技能已保存',
    added: '技能已添加',
    delete: '删除',
    deleted: '技能「{{name}}」已删除',
    name: '名称',
    nameEn: '英文名称',
    nameEnHint: '留空则两种语言都用名称',
    agents: '坐席',
    agentsHint: '等级 1 至 5，5 最高',
    addAgent: '添加坐席',
    level: '等级',
    noLevel: '无',
    levelOf: '{{level}} 级',
    levelFor: '{{name}}的{{skill}}等级',
  },
  errors: {
    'skill.name-taken': '已有同名的技能',
    'skill.agent-twice': '同一位坐席只能出现一次',
    'skill.in-use': '队列「{{queues}}」还要求这个技能，请先改队列',
  },
  permissions: {
    'skill.read': '查看技能',
    'skill.manage': '管理技能',
  },
  audit: {
    actions: {
      'skill.create': '添加技能',
      'skill.change': '修改技能',
      'skill.delete': '删除技能',
    },
    records: { skill: '技能' },
    fields: { agents: '坐席' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    skills: typeof zh;
  }
}
