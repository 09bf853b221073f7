/** 待办事务。 */
export const zh = {
  todos: {
    title: '待办事务',
    level: '等级',
    levels: { normal: '一般', important: '重要', urgent: '紧急' },
    empty: '没有未读的提醒',
    more: '另有 {{count}} 条未读',
    markRead: '标为已读',
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    todos: typeof zh;
  }
}
