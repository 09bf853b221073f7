/** 话机。 */
export const zh = {
  deskPhones: {
    title: '话机',
    titleOf: '话机 · {{name}} {{extension}}',
    what: '话机',
    about: '桌上的 SIP 话机用下面的账号注册。拨号、保持、转接、挂断仍在网页上操作，话机先响，声音在话机上。',
    issue: '生成话机密码',
    reissue: '换新密码',
    reissueHint: '原来的密码立刻失效，正在使用的话机会掉线，要用新密码重新设置。',
    revoke: '停用话机',
    revokeHint: '话机立刻掉线，不能再注册。',
    revoked: '话机已停用',
    revokedLater: '话机已停用，但电话服务暂时连不上：连上之前，这部话机仍能注册。系统会自动重试。',
    none: '还没有设话机',
    notAllowed: '登录方式是「{{method}}」，不能用话机；改为「不限」或「话机登录」后再设',
    setAt: '已于 {{time}} 设置',
    online: '已注册',
    offline: '未注册',
    unknown: '暂时看不到是否注册',
    seen: '最近注册',
    seenFrom: '{{time}}，来自 {{address}}',
    never: '还没有注册过',
    agent: '话机型号',
    account: '账号',
    secret: '密码',
    secretGone: '只在生成时显示一次',
    server: '服务器',
    port: '端口',
    transport: '传输协议',
    copy: '复制',
    copyNamed: '复制{{what}}',
    copyAll: '全部复制',
    once: '密码只显示这一次，关闭后不能再看，只能换新的。',
    qr: '话机的配置二维码',
    qrHint:
      '二维码里是一个配置地址，没有密码。{{minutes}} 分钟内有效，只能打开一次；用 Linphone 的「扫描二维码」打开，话机自动设好。',
    qrCopy: '复制配置地址',
    isLocal: '电话服务现在只在本机接受注册，别的机器上的话机连不上；请平台运营设置 BAHU_SIP_ADDRESS。',
    use: '通话用',
    uses: { page: '网页', phone: '话机' },
    useSaved: '已改为用{{what}}通话',
    models: '怎样设置',
    model: {
      yealink:
        '亿联 Yealink：浏览器打开话机的 IP 地址并登录，「账号 → 注册」中打开「启用账号」；「标签」和「显示名」随意，「注册名」和「用户名」都填账号，「密码」填密码；「SIP 服务器 1」的地址和端口填服务器和端口，「传输」选 UDP；确定。',
      grandstream:
        '潮流 Grandstream：网页登录话机，「账号 → 账号 1 → 一般设置」中把「账号激活」设为是；「SIP 服务器」填 服务器:端口，「SIP 用户 ID」和「SIP 认证 ID」都填账号，「SIP 认证密码」填密码；「SIP 设置」里「SIP 传输」选 UDP；保存并应用。',
      fanvil:
        '方位 Fanvil：网页登录话机，「线路 → SIP」选一条线路，勾选「启用」；「用户名」和「认证用户」都填账号，「认证密码」填密码；「服务器地址」和「服务器端口」填服务器和端口，「传输协议」选 UDP；提交。',
      linphone:
        'Linphone：手机上选「扫描二维码」，扫上面的二维码。电脑上选「使用 SIP 账号」，用户名填账号，密码填密码，域名填 服务器:端口，传输选 UDP。',
      microsip:
        'MicroSIP：菜单「添加账号」，「SIP 服务器」和「域」都填 服务器:端口，「用户名」和「登录名」都填账号，「密码」填密码，「传输」选 UDP；保存。',
    },
  },
  errors: {
    'desk-phone.not-allowed':
      '登录方式是「$t(users.signInMethod.{{method}})」，不能用话机；请先改为「不限」或「话机登录」',
  },
  permissions: {
    'desk-phone.manage': '设置坐席的话机',
    'desk-phone.own': '设置自己的话机',
  },
  audit: {
    actions: {
      'desk-phone.issue': '生成话机密码',
      'desk-phone.revoke': '停用话机',
      'desk-phone.set-up': '打开话机配置地址',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'desk-phones': typeof zh;
  }
}
