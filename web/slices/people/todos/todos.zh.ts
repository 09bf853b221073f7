/** 待办事务。 */
export const zh = {
  todos: {
    title: '待办事务',
    all: '全部待办',
    view: '显示方式',
    week: '周历',
    list: '列表',
    kind: '类型',
    notes: '便签',
    addNote: '添加便签',
    before: '上一周',
    after: '下一周',
    thisWeek: '本周',
    later: '稍后',
    cut: '条数太多，只显示一部分',
    whose: '提醒 {{name}}',
    moveHint: '拖动，或按 Shift 加方向键，可改时间',
    moved: '「{{title}}」改到 {{day}} {{time}}',
    snooze: {
      label: '稍后提醒',
      in10: '10 分钟后',
      in60: '1 小时后',
      tomorrow: '明天早上 9 点',
      own: '自定时间…',
      at: '提醒时间',
      set: '到时提醒',
      past: '请选择将来的时间',
    },
    level: '等级',
    levels: { normal: '一般', important: '重要', urgent: '紧急' },
    empty: '没有未读的提醒',
    more: '另有 {{count}} 条未读',
    markRead: '标为已读',
    settle: '标为已完成',
    followUp: '跟进提醒',
    birthday: '生日提醒',
    today: '今日待跟进',
    todayEmpty: '今天没有待跟进的客户',
    todayHint: '写跟踪记录时选「下次提醒」，到时间会在这里提醒',
    overdue: '已到时间',
    call: '拨打 {{title}}',
  },
  audit: { records: { birthday: '生日提醒' } },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    todos: typeof zh;
  }
}
