/** 留言。 */
export const zh = {
  errors: {
    'voicemail.no-box': '这位同事不能接收留言，请换一位',
  },
  voicemails: {
    what: '留言',
    unit: '条',
    empty: '没有留言',
    emptyHint: '直拨坐席未接通，或在队列中没有等到坐席的来电人，可以在这里留下一段话',
    number: '号码',
    numberHint: '至少 3 位',
    state: '状态',
    states: { unheard: '未听', heard: '已听' },
    caller: '来电人',
    message: '留言',
    leftAt: '留言时间',
    seconds: '时长',
    box: '留言箱',
    queue: '队列',
    agent: '坐席',
    unowned: '公司',
    heardBy: '{{name}} 已听',
    heardAt: '收听时间',
    forwardedBy: '{{name}} 转来',
    forwarded: '来自',
    followUp: '回拨',
    open: '待回拨',
    closed: '已处理',
    missedCall: '查看漏接来电',
    note: '备注',
    noteHint: '例如：要报价单，周三前答复',
    saveNote: '保存备注',
    noteSaved: '备注已保存',
    call: '回拨 {{name}}',
    callBack: '回拨',
    markHeard: '标为已听',
    markUnheard: '标为未听',
    forward: '转给同事',
    forwardTo: '转给',
    forwardDone: '已转给同事',
    delete: '删除',
    deleted_one: '{{count}} 条留言已删除',
    deleted_other: '{{count}} 条留言已删除',
    callDetails: '通话详情',
  },
  permissions: {
    'voicemail.read': '查看留言',
    'voicemail.handle': '处理留言',
    'voicemail.delete': '删除留言',
  },
  audit: {
    actions: {
      'voicemail.change': '处理留言',
      'voicemail.forward': '转交留言',
      'voicemail.delete': '删除留言',
      'voicemail.restore': '恢复留言',
    },
    records: { voicemail: '留言' },
    fields: { heard: '已听' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    voicemails: typeof zh;
  }
}
