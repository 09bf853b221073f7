/** 通话详单、录音与路由。 */
export const calls = {
  what: '通话详单',
  direction: { inbound: '呼入', outbound: '呼出', internal: '内部' },
  outcome: {
    'in-progress': '进行中', 'connected': '已接', 'no-answer': '无人接听', 'busy': '用户忙', 'refused': '拒接', 'invalid-number': '空号', 'unreachable': '无法接通', 'network': '线路故障',
    'abandoned-menu': '导航中放弃', 'abandoned-queue': '排队放弃', 'voicemail': '已留言', 'cancelled': '已取消', 'goodbye': '播报后结束', 'engine-lost': '系统中断', 'failed': '失败',
  },
  list: {
    time: '时间', allTime: '不限', today: '今天', yesterday: '昨天', week: '近 7 天', month: '近 30 天', custom: '自定', from: '从', to: '到',
    direction: '方向', outcome: '结果', agent: '坐席', queue: '队列', number: '号码', numberHint: '至少 3 位', all: '全部',
    empty: '还没有通话', emptyHint: '接到或拨出的电话会出现在这里', nothing: '没有符合的通话', nothingHint: '换个条件再找',
    columnStart: '开始时间', columnParty: '客户', columnQueue: '队列', columnAgent: '坐席', columnWait: '等待', columnRing: '振铃', columnTalk: '通话', columnOutcome: '结果', columnHangup: '挂断方', columnLine: '外线号码', columnRecording: '录音',
    hasRecording: '有录音', incompleteRecording: '录音不完整', pendingRecording: '录音处理中', voicemail: '留言', seconds: '{{count}} 秒', open: '查看 {{party}} 的通话', remove: '去掉条件「{{name}}」', filters: '筛选',
  },
  detail: {
    label: '通话详情', number: '通话编号 {{id}}', callBack: '回拨', copyLink: '复制链接', close: '关闭', openCustomer: '打开客户',
    start: '开始时间', line: '外线号码', caller: '主叫分机', waitRing: '等待 / 振铃', hold: '保持', hangup: '挂断', keys: '挂断原因', agent: '坐席', queue: '队列', what: '通话详情', notFound: '没有这通电话', sides: { agent: '坐席先挂断', other: '对方先挂断', system: '系统结束' }, side: { agent: '坐席', other: '对方', system: '系统' },
    secondsPair: '{{wait}} 秒 / {{ring}} 秒', holdTime: '{{time}}', legs: '通话各方', cause: '原因 {{cause}}', sip: 'SIP {{code}}', none: '无', stillOn: '通话中',
  },
  player: {
    agent: '坐席', customer: '客户', play: '播放', pause: '暂停', back: '后退 5 秒', forward: '前进 5 秒', speed: '播放速度', volume: '音量', mute: '播放静音', download: '下载录音', hold: '保持 {{time}}', position: '播放位置',
    pending: '录音正在处理，稍后自动出现', missing: '录音文件不存在', none: '这通电话没有录音', failed: '录音没有加载出来', incomplete: '录音不完整：通话中断时已尽量修复', forbidden: '没有收听录音的权限', timeOf: '{{time}} / {{total}}',
  },
  route: {
    title: '经过路由', took: '从开始到接通 {{time}}', empty: '没有路由记录',
    started: '来电', startedOut: '呼出', startedInternal: '内部呼叫', startedData: '{{number}} · 打到 {{line}}', startedOutData: '{{number}} · 外显 {{line}}',
    menu: '语音导航「{{menu}}」', key: '按键 {{key}}', invalidKey: '按键无效', noKey: '没有按键', extensionEntered: '输入分机 {{extension}}', extensionUnavailable: '分机 {{extension}} 无法接听',
    queue: '队列「{{queue}}」', queuePosition: '第 {{position}} 位', queueFull: '队列「{{queue}}」已满', queueTimeout: '队列「{{queue}}」等待超时',
    offered: '坐席 {{extension}} {{agent}}', offeredData: '开始振铃', missedData: '{{outcome}}，改派下一位', answeredData: '振铃 {{seconds}} 秒后接听',
    dialed: '拨打 {{number}}', alerting: '对方振铃', earlyMedia: '听到线路提示音', connected: '接通', connectedData: '等待 {{seconds}} 秒',
    held: '保持', heldBy: '{{agent}} 保持，对方听音乐', resumed: '取回', digits: '发送按键', digitsData: '{{count}} 位', lost: '坐席话机断开', lostData: '{{agent}}，对方听音乐', back: '坐席恢复通话', backData: '{{agent}}',
    voicemail: '转语音留言', voicemailLeft: '留言完成', goodbye: '播放结束语', reconciled: '系统恢复后补记', refused: '拒绝接入', ended: '挂断', endedData: '{{side}} · {{outcome}}', other: '其他步骤「{{type}}」',
    reasons: { 'lines-full': '外线并发已满', 'tenant-suspended': '企业已停用', 'no-route': '号码没有设置去向', 'engine-busy': '系统繁忙' },
  },
};
