/** 系统设置：坐席自己的设置，企业的默认值和锁定。 */
export const zh = {
  errors: {
    'desk-setting.locked': '这项由企业统一设置，不能自行修改',
    'desk-setting.hot-keys': '快捷键有冲突，请改用其他组合键',
  },
  deskSettings: {
    what: '系统设置',
    groups: { keys: '快捷键', dialling: '拨号', pop: '弹屏', notices: '提醒', absence: '不在时' },
    names: {
      hotKeys: '快捷键',
      longDistance: '长途手机自动加零',
      popsOutbound: '呼出时弹屏',
      popsInbound: '来电时弹屏',
      linkedPagesOpen: '关联页面打开方式',
      raisesInbound: '来电时窗口置前',
      closesMiniPhone: '通话结束时关闭电话小窗',
      mutesTasks: '屏蔽任务提醒',
      forwardsWhen: '异常转手机',
    },
    linkedOpenings: { embedded: '嵌入页面', 'new-tab': '新标签页' },
    longDistance: { ask: '每次询问', never: '从不', always: '自动加' },
    exceptions: { 'not-connected': '未登录', busy: '忙碌', away: '离开' },
    hints: {
      hotKeys: '点一格后按下组合键；退格键清除',
      longDistance:
        '归属地不在企业所在地的手机，拨打时前面加 0；归属地未知的不自动加，每次询问时会问。线路另有规定的按线路',
      popsOutbound: '拨打时打开客户页面',
      popsInbound: '振铃时打开来电客户的页面',
      forwardsWhen:
        '所选状态下，拨打本人分机和转接给本人的外部来电转到绑定手机，按 1 接通；须由管理员绑定手机并开启异常转手机',
      linkedPagesOpen: '嵌入：在客户页面、通话详情里直接显示；新标签页：在浏览器里另开一页，首次需允许弹出窗口',
      mutesTasks: '跟踪、未接来电等待办仍进入待办事务，不再弹出提醒；公告照常提醒',
      raisesInbound: '窗口在后台时发出系统通知，可在通知上接听或拒接；安装为应用后会直接置前',
      closesMiniPhone: '小窗置于其他窗口之上，由电话条上的按钮打开',
    },
    keys: {
      none: '未设置',
      unreadable: '不支持这个按键',
      writes: '会在输入时打出字符，请加上 Ctrl 或 Alt',
      browser: '浏览器或系统已使用，请换一个',
      dialog: '用于对话框和列表，请换一个',
      taken: '已用于「{{action}}」',
    },
    device: {
      title: '本机',
      install: '安装到桌面/主屏幕',
      installHint: '像应用一样打开，有自己的窗口和图标',
      headset: '耳机按键',
      headsetHint: '用耳机上的按键接听、挂断、静音，指示灯随通话变化；只需配对一次',
      headsetPaired: '已配对：{{names}}',
      headsetPair: '配对耳机',
      headsetNone: '没有选择耳机，或所选设备没有可用的通话按键',
      links: '电话号码链接',
      linksHint: '点网页或邮件里的电话号码时，号码填入号码框，不会自动拨出',
      linksTake: '由本应用打开',
    },
    locked: '由企业统一设置，如需调整请联系管理员',
    readOnly: '企业当前只能查看',
    lock: '坐席不能修改',
    rulesHint: '坐席没有自行设置的项目按这里执行；勾选「坐席不能修改」的，所有坐席都按这里执行。',
    restore: '恢复默认',
    restoreAll: '全部恢复默认',
    save: '保存',
    saved: '设置已保存',
  },
  audit: {
    actions: { 'desk-setting.change': '修改系统设置' },
    records: { 'desk-setting': '系统设置' },
    fields: {
      desk: '坐席默认设置',
      defaults: '默认值',
      locks: '坐席不能修改的项目',
      hotKeys: '快捷键',
      longDistance: '长途手机自动加零',
      popsOutbound: '呼出时弹屏',
      popsInbound: '来电时弹屏',
      linkedPagesOpen: '关联页面打开方式',
      raisesInbound: '来电时窗口置前',
      closesMiniPhone: '通话结束时关闭电话小窗',
      mutesTasks: '屏蔽任务提醒',
      forwardsWhen: '异常转手机的状态',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'desk-settings': typeof zh;
  }
}
