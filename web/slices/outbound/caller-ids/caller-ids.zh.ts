/** 坐席组、外显号码、企业设置。 */
export const zh = {
  errors: {
    'caller-id.taken': '号码 {{number}} 已经添加',
    'caller-id.limit': '外显号码最多 {{most}} 个（授权线路的两倍）',
    'caller-id.wrong-range': '号码范围不对：两端位数相同，止号大于起号，一次最多 {{most}} 个',
    'caller-id.standard': '默认外显号码不能停用或删除，请先把另一个设为默认',
  },
  callerIds: {
    what: '外显号码',
    search: '号码、备注',
    searchLabel: '搜索外显号码',
    create: '添加号码',
    number: '号码',
    numberHint: '企业自己的号码，固话带区号',
    toNumber: '止于号码',
    toNumberHint: '填写后从起号到止号一次添加',
    trunk: '外线',
    anyTrunk: '不限',
    note: '备注',
    standard: '默认',
    makeStandard: '设为默认',
    madeStandard: '已设为默认',
    agents: '使用坐席',
    state: '状态',
    enabled: '启用',
    disabled: '停用',
    saved: '外显号码已保存',
    added_one: '已添加号码',
    added_other: '已添加 {{count}} 个号码',
    delete: '删除',
    deleteConfirm: '删除 {{number}}',
    deleteHint: '使用它的 {{count}} 位坐席将改用默认外显号码',
    deleted: '号码已删除',
    nothing: '没有外显号码',
    nothingHint: '呼出时对方看到的号码；没有号码时用外线自己的号码',
    limit: '最多 {{most}} 个（授权线路的两倍）',
    unit: '个',
    editorTitle: '编辑外显号码',
    sheet: '导入外显号码',
  },
  permissions: {
    'caller-id.read': '查看外显号码',
    'caller-id.manage': '管理外显号码',
  },
  audit: {
    actions: {
      'caller-id.create': '添加外显号码',
      'caller-id.change': '修改外显号码',
      'caller-id.delete': '删除外显号码',
    },
    records: {
      'caller-id': '外显号码',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'caller-ids': typeof zh;
  }
}
