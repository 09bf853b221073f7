// @ts-check
/** What the launcher says when everything runs: the addresses, who can sign in, and how to place a call. */

/**
 * @typedef {object} MediaServer which core runs, and what becomes of the one that is built here
 * @property {'built' | 'packaged' | 'machine' | 'elsewhere' | 'none'} running
 * @property {boolean} isBuilding
 * @property {{ message: string, advice: string }} [failure] of the last build
 *
 * @typedef {import('./troubles.mjs').Trouble} Trouble
 *
 * @param {{ url: string, reachableAt: readonly string[], data: string, seconds: number, mediaServer: MediaServer,
 *   troubles: readonly Trouble[], demoPassword?: string | null | undefined }} facts
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} lines
 */
export function greeting({ url, reachableAt, data, seconds, mediaServer, troubles, demoPassword }, env) {
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
    ...(env.BAHU_DEMO === 'off'
      ? []
      : [accountLine(demoPassword || env.BAHU_DEMO_PASSWORD || 'bahu-demo'), ...callLines, '']),
    ...mediaLines(mediaServer),
    `  数据 data: ${data}      退出 quit: Ctrl-C`,
    // What runs as the media server's core stands above already.
    ...troubles.filter(({ code }) => !code.endsWith('-core')).map(({ what }) => `  ! ${what}`),
  ];
}

/**
 * @param {MediaServer} mediaServer
 * @returns {string[]}
 */
function mediaLines({ running, isBuilding, failure }) {
  const lines = runningLines[running];
  if (running !== 'packaged') return lines;
  if (isBuilding) return [...lines, ...buildingLines];
  return [...lines, ...(failure ? [`  ${failure.message}`, `  → ${failure.advice}`] : notBuiltLines)];
}

/** @type {Record<MediaServer['running'], string[]>} */
const runningLines = {
  built: ['  媒体服务：本机编译版，通话和录音的声音完整。 Media server: built here, sound is whole.'],
  packaged: [
    '  媒体服务：Debian 原版。运营商中途重启语音流时，录音里可能缺少客户的声音。',
    "  Media server: Debian's build. When a carrier restarts its stream, the customer can be missing in the recording.",
  ],
  machine: [
    '  媒体服务：指定的 Asterisk，未检测它在语音流重启后是否丢失声音。',
    '  Media server: the Asterisk that was named; whether it keeps sound when a stream restarts is not known.',
  ],
  elsewhere: [
    '  媒体服务：外部 Asterisk，未检测它在语音流重启后是否丢失声音。',
    '  Media server: an Asterisk elsewhere; whether it keeps sound when a stream restarts is not known.',
  ],
  none: [],
};

const buildingLines = [
  '  正在后台编译完整版（几分钟，低优先级），下次启动时启用。',
  '  A whole one is being built in the background (some minutes, at low priority); it is used from the next start.',
];

const notBuiltLines = ['  运行 npm run media-server 编译完整版。 Run npm run media-server to build a whole one.'];

const certificateLines = [
  '',
  '  其他电脑也可以打开以上地址。证书由本机生成，浏览器第一次会提示不受信任，确认继续即可；',
  '  正式使用请设置 BAHU_TLS_CERT 和 BAHU_TLS_KEY。',
  '  Other machines reach it there too. The certificate was made here, so browsers ask once;',
  '  set BAHU_TLS_CERT and BAHU_TLS_KEY to your own.',
];

/** @param {string} password */
const accountLine = (password) =>
  '  演示账号 demo accounts:  坐席 agent 100001802 · 主管 supervisor 100001801 · ' +
  `管理员 administrator 100001800 · 密码 password ${password}`;

const callLines = [
  '  体验来电：登录后点“模拟来电”，或另开终端运行 npm run demo-call。体验外呼：在号码框输入 13900000001 后按回车。',
  '  To receive a call: sign in and press “Place a demo call”, or run npm run demo-call in another terminal.',
  '  To place one: type 13900000001 into the number box and press Enter.',
];
