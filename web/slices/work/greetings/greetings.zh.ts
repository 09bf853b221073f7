/** 留言提示音。 */
export const zh = {
  errors: {
    'greeting.unreadable': '无法识别这个录音文件，请换一个 WAV 或 MP3 文件',
    'greeting.too-long': '提示音最长 60 秒',
    'greeting.too-short': '提示音至少 1 秒',
    'greeting.too-large': '文件超过 12 MB',
  },
  greetings: {
    title: '留言提示音',
    hint: '来电人在留言前听到这段话，之后是「嘀」的一声。',
    queueHint: '在队列中没有等到坐席的来电人，留言前听到这段话，之后是「嘀」的一声。',
    standard: '正在使用标准提示音',
    own: '正在使用自己的提示音，{{length}}',
    restore: '改回标准提示音',
    listen: '试听',
    listenFirst: '请先试听，再保存',
    record: '录音',
    stop: '停止 {{length}}',
    choose: '选择文件',
    noMicrophone: '无法使用麦克风，请在浏览器中允许，或改为选择文件',
    save: '保存',
    saved: '提示音已保存',
  },
  audit: {
    actions: { 'greeting.record': '更换留言提示音', 'greeting.restore': '改回标准留言提示音' },
    records: { greeting: '留言提示音' },
    fields: { seconds: '秒数' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    greetings: typeof zh;
  }
}
