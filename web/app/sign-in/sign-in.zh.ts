/** 登录与工作台。 */
export const zh = {
  signIn: {
    title: '登录',
    account: '账号',
    accountHint: '企业号 {{tenant}} · 分机 {{extension}}',
    accountLoginName: '企业号 {{tenant}} · 登录名 {{name}}',
    accountExample: '企业号加分机号，如 100001801',
    password: '密码',
    capsLock: '大写锁定已打开',
    remember: '记住账号',
    stay: '自动登录',
    submit: '登录',
    submitting: '正在登录…',
    slogan1: '来电即见人，',
    slogan2: '每通都有着落。',
    about: '电话、客户与跟踪在同一个页面，打开浏览器就能接听。',
    healthy: '服务正常',
    unhealthy: '连接不上服务器',
    checking: '正在检查服务',
    language: '界面语言',
    theme: '切换外观',
    check: {
      microphone: '麦克风',
      speaker: '扬声器',
      server: '服务器连接',
      ok: '可用',
      good: '良好',
      slow: '较慢',
      missing: '没有找到',
      asks: '登录后询问',
      delay: '时延 {{ms}} ms',
      unnamed: '已连接',
      insecure: '需要 https 地址',
    },
    missingAccount: '请填写账号',
    missingPassword: '请填写密码',
    code: {
      title: '动态验证码',
      hint: '输入身份验证器为 {{account}} 显示的 6 位数字',
      label: '验证码',
      recoveryLabel: '恢复码',
      recoveryHint: '输入一个没有用过的恢复码',
      useRecovery: '手机不在身边？用恢复码',
      useApp: '改用身份验证器',
      submit: '继续',
      back: '返回',
      wrongRecovery: '恢复码不对，或已经用过',
    },
    help: '需要帮助：{{contact}}',
  },
};

declare module '../../text/texts.ts' {
  interface TextsByPart {
    'sign-in': typeof zh;
  }
}
