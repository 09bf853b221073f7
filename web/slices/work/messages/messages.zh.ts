/** 挂机短信。 */
export const zh = {
  errors: {
    'message.closed': '这条短信已经处理过，或已过了询问时间',
    'message.blocked': '号码已在黑名单里，不能发送短信',
  },
  permissions: { 'message.send': '发送挂机短信' },
  audit: {
    actions: { 'message.send': '发送挂机短信', 'message.decline': '不发挂机短信' },
    records: { message: '短信' },
    fields: { text: '内容' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    messages: typeof zh;
  }
}
