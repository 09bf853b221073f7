/** 示忙原因。 */
export const zh = {
  pauseReasons: {
    what: '示忙原因',
    add: '添加示忙原因',
    unit: '个',
    hint: '坐席示忙或离开时可以选择一个原因；用完当天时长或同组人数已满时不能选；坐席看到的顺序就是这里的顺序，拖动即可调整',
    search: '名称',
    name: '名称',
    nameEn: '英文名称',
    nameEnHint: '留空则两种语言都用名称',
    state: '电话状态',
    states: { busy: '忙碌', away: '离开' },
    hue: '颜色',
    hues: { grey: '灰', sand: '沙黄', moss: '苔绿', teal: '青', plum: '紫', rust: '赭红' },
    minutesPerDay: '每天时长',
    minutes: '分钟',
    minutesHint: '每位坐席每天合计，留空则不限',
    minutesOf: '{{count}} 分钟',
    maxOfGroup: '同组人数',
    people: '位',
    mostHint: '每个坐席组同时最多几位，留空则不限',
    mostOf: '{{count}} 位',
    least: '不少于 1，留空则不限',
    isEnabled: '状态',
    enabled: '启用',
    disabled: '停用',
    enabledHint: '停用后不能再选，记录保留',
    removing: '用过的原因不能删除，请停用',
  },
  errors: {
    'pause-reason.name-taken': '已有同名的示忙原因',
    'pause-reason.in-use': '这个原因已有使用记录，不能删除，请改为停用',
  },
  permissions: {
    'pause-reason.read': '查看示忙原因',
    'pause-reason.manage': '管理示忙原因',
  },
  audit: {
    actions: {
      'pause-reason.create': '添加示忙原因',
      'pause-reason.change': '修改示忙原因',
      'pause-reason.delete': '删除示忙原因',
    },
    records: { 'pause-reason': '示忙原因' },
    fields: {
      nameEn: '英文名称',
      hue: '颜色',
      minutesPerDay: '每天时长（分钟）',
      maxOfGroup: '同组人数',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'pause-reasons': typeof zh;
  }
}
