/** 通道监控。 */
export const zh = {
  permissions: {
    'channel.read': '查看通道监控',
    'channel.hang-up': '挂断通道上的通话',
  },
  channels: {
    what: '通道',
    count_one: '{{count}} 条通道',
    count_other: '{{count}} 条通道',
    search: '搜索通道',
    searchHint: '号码、坐席、队列、通话编号',
    stage: '状态',
    side: '类型',
    trunk: '外线',
    trunks: '各外线占用',
    trunkHint: '点击只看这条外线的通道',
    lines_one: '{{count}} 路',
    lines_other: '{{count}} 路',
    full: '已占满',
    disabled: '停用',
    calm: '现在没有通话',
    calmHint: '通话开始后，它的线路和话机列在这里',
    nothing: '没有符合条件的通道',
    nothingHint: '可以清除条件',
    unseen: '看不到通道',
    unseenHint: '电话服务没有运行，恢复后自动显示',
    sides: { outside: '外线', agent: '坐席话机', supervisor: '监听话机' },
    stages: {
      calling: '呼叫中',
      ringing: '振铃',
      talking: '通话中',
      held: '保持中',
      supervising: '监听中',
      menu: '语音导航',
      queued: '排队',
      parked: '驻留',
      voicemail: '留言',
      waiting: '等待',
    },
    columns: {
      call: '通话',
      trunk: '外线',
      number: '号码',
      own: '本方号码 · 队列',
      agent: '坐席',
      stage: '状态',
      seconds: '时长',
      codec: '编码',
      sound: '音质',
      acts: '操作',
    },
    end: '挂断',
    endOf: '挂断 {{number}} 所在的通话',
    endTitle: '挂断通话 {{number}}',
    endWhat: '这通电话的所有线路和话机都会断开，不能恢复。',
    ended: '通话 {{number}} 已挂断',
  },
  audit: {
    actions: { 'channel.hang-up': '挂断通道上的通话' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    channels: typeof zh;
  }
}
