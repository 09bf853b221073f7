/** 外线：每条线路拨出前加的号码。 */
export const zh = {
  trunks: {
    what: '外线',
    unit: '条',
    empty: '还没有外线，由平台开通',
    name: '名称',
    channels: '并发线路',
    outsidePrefix: '呼出前拨字符',
    outsidePrefixHint: '最多 6 位数字；开启单独设置后不填，表示这条线路不加',
    hasOwnPrefix: '单独设置呼出前拨字符',
    hasOwnPrefixHint: '不单独设置时按企业设置',
    asCompany: '按企业设置',
    noPrefix: '不加',
    longDistance: '长途手机加零',
    longDistanceHint: '优先于企业和坐席的设置',
    rules: { company: '按企业和坐席设置', never: '从不加 0', always: '长途手机都加 0' },
    state: '状态',
    enabled: '启用',
    disabled: '停用',
    saved: '外线已保存，下一通起生效',
  },
  permissions: { 'trunk.read': '查看外线', 'trunk.manage': '设置外线' },
  audit: {
    actions: { 'trunk.change': '修改外线' },
    records: { trunk: '外线' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    trunks: typeof zh;
  }
}
