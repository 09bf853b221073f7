/** 用户管理。 */
export const users = {
  what: '用户',
  role: { agent: '坐席', supervisor: '主管', administrator: '管理员' },
  list: {
    search: '姓名、分机号、登录名', searchLabel: '搜索用户', role: '角色', allRoles: '全部角色', create: '添加用户', total: '共 {{total}} 位',
    columnName: '姓名', columnExtension: '分机号', columnLogin: '登录名', columnRole: '角色', columnState: '状态', columnRecorded: '录音', columnLastSignIn: '最近登录', columnCreated: '创建时间',
    enabled: '启用', disabled: '停用', recorded: '录音', notRecorded: '不录音', empty: '还没有用户', nothing: '没有符合的用户', nothingHint: '换个条件再找', edit: '编辑 {{name}}', never: '从未登录',
  },
  editor: {
    createTitle: '添加用户', editTitle: '编辑用户', name: '姓名', extension: '分机号', extensionHint: '400–899，添加后不能修改', login: '登录名', loginHint: '可不填，用企业号加分机号登录', role: '角色', password: '初始密码', newPassword: '重置密码', newPasswordHint: '不填则不变，重置后该用户需要重新登录', passwordHint: '至少 6 位，越长越安全',
    enabled: '启用账号', disabledHint: '停用后不能登录，数据保留', recorded: '通话录音', save: '保存', create: '添加', saved: '用户已保存', added: '用户已添加', disable: '停用', generate: '生成', noRight: '没有修改的权限',
  },
};
