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
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    fields: typeof zh;
  }
}
