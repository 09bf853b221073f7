/** 自定义字段。 */
export const zh = {
  permissions: {
    'field.manage': '设计字段（客户、跟进）',
  },
  audit: {
    actions: {
      'field.create': '添加字段',
      'field.change': '修改字段',
      'field.order': '调整字段顺序',
    },
    records: {
      field: '字段',
    },
    fields: {
      owner: '所属',
      key: '代码',
      type: '输入类型',
      labels: '名称',
      zh: '中文',
      en: '英文',
      options: '列表值',
      state: '显示状态',
      isSearchable: '可搜索',
      required: '必填',
      web: '网页',
      mobile: '手机',
      pop: '话机弹屏',
      width: '列宽',
      default: '默认值',
      fieldOrder: '字段顺序',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    fields: typeof zh;
  }
}
