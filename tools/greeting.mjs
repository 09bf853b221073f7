// @ts-check
/** What the launcher says when everything runs: the addresses, who can sign in, and how to place a call. */

/**
 * @param {{ url: string, reachableAt: readonly string[], data: string, seconds: number }} facts
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} lines
 */
export function greeting({ url, reachableAt, data, seconds }, env) {
  const { protocol, port } = new URL(url);
  const others = reachableAt.map((address) => `${protocol}//${address}:${port}`);
  return [
    '',
    `  八百呼已启动，用时 ${seconds.toFixed(1)} 秒。打开：`,
    `  Bahu is ready after ${seconds.toFixed(1)} s. Open:`,
    '',
    `      ${url}`,
    ...others.filter((address) => address !== url).map((address) => `      ${address}`),
    ...(others.length > 0 && !env.BAHU_TLS_CERT ? certificateLines : []),
    '',
    ...(env.BAHU_DEMO === 'off' ? [] : [accountLine(env.BAHU_DEMO_PASSWORD || 'bahu-demo'), ...callLines, '']),
    `  数据 data: ${data}      退出 quit: Ctrl-C`,
  ];
}

const certificateLines = [
  '',
  '  其他电脑也可以打开以上地址。证书由本机生成，浏览器第一次会提示不受信任，确认继续即可；',
  '  正式使用请设置 BAHU_TLS_CERT 和 BAHU_TLS_KEY。',
  '  Other machines reach it there too. The certificate was made here, so browsers ask once;',
  '  set BAHU_TLS_CERT and BAHU_TLS_KEY to your own.',
];

/** @param {string} password */
const accountLine = (password) => '  演示账号 demo accounts:  坐席 agent 100001802 · 主管 supervisor 100001801 · '
  + `管理员 administrator 100001800 · 密码 password ${password}`;

const callLines = [
  '  体验来电：登录后点“模拟来电”，或另开终端运行 npm run demo-call。体验外呼：在号码框输入 13900000001 后按回车。',
  '  To receive a call: sign in and press “Place a demo call”, or run npm run demo-call in another terminal.',
  '  To place one: type 13900000001 into the number box and press Enter.',
];
