/** 客户分类。 */
export const zh = {
  categories: {
    title: '客户分类',
    what: '客户分类',
    tree: '分类树',
    create: '添加分类',
    createBelow: '在「{{name}}」下添加分类',
    name: '名称',
    namePattern: '名称不能含 > 号',
    parent: '上级分类',
    noParent: '无（最高级）',
    customers_one: '{{shown}} 位',
    customers_other: '{{shown}} 位',
    moved: '「{{name}}」已移到「{{parent}}」下',
    movedTop: '「{{name}}」已移到最高级',
    reordered: '「{{name}}」已调整顺序',
    moveHint: '拖动分类可以调整位置；键盘用 Alt+↑ ↓ 调整顺序，Alt+→ 移到上一个分类之下，Alt+← 移出一级',
    delete: '删除分类',
    deleted: '分类「{{name}}」已删除',
    deleteHint: '没有客户、也没有下级的分类才能删除；先把它的客户（包括其他坐席的）改到别的分类',
    open: '查看客户',
    saved: '分类已保存',
    added: '分类已添加',
    total_one: '共 {{count}} 个分类',
    total_other: '共 {{count}} 个分类',
    emptyTitle: '没有分类',
    emptyHint: '分类显示在客户列表旁，用来筛选、导入和统计客户',
  },
  errors: {
    'customer-category.name-taken': '同级已有同名分类',
    'customer-category.too-deep': '分类最多 {{most}} 级',
    'customer-category.too-many': '最多 {{most}} 个分类',
    'customer-category.cycle': '不能移动到自己的下级',
    'customer-category.has-below': '分类下还有下级分类，请先移走或删除',
    'customer-category.has-customers': '还有客户属于这个分类，请先改到别的分类',
  },
  permissions: {
    'customer-category.manage': '管理客户分类',
  },
  audit: {
    actions: {
      'customer-category.create': '添加客户分类',
      'customer-category.change': '修改客户分类',
      'customer-category.move': '移动客户分类',
      'customer-category.delete': '删除客户分类',
    },
    records: {
      'customer-category': '客户分类',
    },
    fields: {
      parent: '上级',
      position: '顺序',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'customer-categories': typeof zh;
  }
}
