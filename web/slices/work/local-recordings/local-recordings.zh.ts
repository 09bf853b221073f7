/** 本地录音：在其他设备上通话的录音。 */
export const zh = {
  errors: {
    'local-recording.not-allowed': '企业或本人设置不允许上传本地录音',
    'local-recording.has-recording': '这通电话已有录音',
    'local-recording.known': '同一时间与该号码的本地录音已上传',
    'local-recording.time': '通话时间应在一年以内，且不晚于现在',
    'local-recording.too-large': '文件超过 100 MB',
    'local-recording.too-short': '录音不足 1 秒',
    'local-recording.too-long': '录音超过 6 小时',
    'local-recording.unreadable': '文件不是完整的录音，请选择 WAV、MP3 或 M4A 文件',
    'local-recording.not-playable': '浏览器不能播放这种录音（如 AMR），请在手机录音设置中改用 M4A 或 MP3，或转换后上传',
  },
  localRecordings: {
    title: '上传本地录音',
    hint: '用手机等其他设备通话的录音。上传后出现在客户的通话和通话详单中，标记为本地录音，不计入话务统计。',
    hintOfCall: '这通电话没有录音，可补传其他设备上的录音。',
    choose: '选择录音文件',
    chooseOther: '换一个文件',
    kinds: 'WAV、MP3、M4A，最大 {{size}}；时长按文件内容读取',
    listen: '试听',
    customer: '客户',
    customerHint: '姓名、拼音首字母或号码',
    number: '号码',
    direction: '方向',
    directions: { outbound: '呼出', inbound: '呼入' },
    startedAt: '通话开始时间',
    startedAtHint: '按文件时间推算，不对请修改',
    progress: '上传进度',
    send: '上传',
    sent: '本地录音已上传，时长 {{length}}',
    remove: '删除本地录音',
    removeAsk: '删除这条本地录音？',
    removeHint: '录音文件不能恢复。',
    removeHintElsewhere: '录音文件和这条通话记录一起删除，不能恢复；跟踪记录保留。',
    removed: '本地录音已删除',
  },
  permissions: { 'recording.upload': '上传和删除本地录音' },
  audit: {
    actions: { 'recording.upload': '上传本地录音', 'recording.remove': '删除本地录音' },
    fields: { elsewhere: '其他设备上的通话' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'local-recordings': typeof zh;
  }
}
