/** 便签。 */
export const zh = {
  notes: {
    what: '便签',
    add: '添加便签',
    unit: '条',
    hint: '写给自己或下属，到时间提醒',
    search: '标题、内容',
    title: '标题',
    body: '内容',
    at: '提醒时间',
    who: '提醒对象',
    superior: '上级',
    tellsSuperior: '同时提醒上级',
    author: '填写人',
    state: '状态',
    open: '未完成',
    done: '已完成',
    yes: '是',
    no: '否',
    removing: '删除后不再提醒',
  },
  permissions: {
    'note.read': '查看便签和待办事务',
    'note.manage': '写便签',
  },
  audit: {
    actions: {
      'note.create': '添加便签',
      'note.change': '修改便签',
      'note.delete': '删除便签',
    },
    records: { note: '便签' },
    fields: { at: '提醒时间', userName: '提醒对象', tellsSuperior: '同时提醒上级' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    notes: typeof zh;
  }
}
