/** 待办事务。 */
export const zh = {
  todos: {
    title: '待办事务',
    level: '等级',
    levels: { normal: '一般', important: '重要', urgent: '紧急' },
    empty: '没有未读的提醒',
    more: '另有 {{count}} 条未读',
    markRead: '标为已读',
    settle: '标为已跟进',
    followUp: '跟进提醒',
    today: '今日待跟进',
    todayEmpty: '今天没有待跟进的客户',
    todayHint: '写跟进时选「下次提醒」，到时间会在这里提醒',
    overdue: '已到时间',
    call: '拨打 {{title}}',
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    todos: typeof zh;
  }
}
