/** 漏接来电。 */
export const zh = {
  missedCalls: {
    what: '漏接来电',
    unit: '位',
    empty: '没有待回拨的来电',
    emptyHint: '无人接听的来电在此等待回拨，接通后自动完成',
    number: '号码',
    numberHint: '至少 3 位',
    state: '状态',
    states: { open: '待回拨', closed: '已处理' },
    caller: '来电人',
    lastAt: '最近来电',
    firstAt: '首次来电',
    tries: '来电次数',
    outcome: '结果',
    queue: '队列',
    agent: '坐席',
    message: '留言',
    reached: '已联系上',
    doneBy: '{{name}} 处理',
    done: '已处理',
    call: '回拨 {{name}}',
    close: '标为已处理',
    closed: '{{count}} 位已处理',
    lastCall: '最近一通的详情',
    callBack: '回拨',
    closedAt: '处理时间',
  },
  permissions: {
    'missed-call.read': '查看漏接来电',
    'missed-call.close': '处理漏接来电',
  },
  audit: {
    actions: {
      'missed-call.close': '处理漏接来电',
      'missed-call.reopen': '撤销处理漏接来电',
    },
    records: { 'missed-call': '漏接来电' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'missed-calls': typeof zh;
  }
}
