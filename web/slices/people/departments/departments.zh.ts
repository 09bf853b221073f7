/** 部门管理。 */
export const zh = {
  departments: {
    title: '部门',
    what: '部门',
    tree: '部门树',
    create: '添加部门',
    createBelow: '在「{{name}}」下添加部门',
    name: '名称',
    code: '代码',
    codeHint: '可不填；字母、数字、点、横线，企业内不重复',
    parent: '上级部门',
    noParent: '无（最高级）',
    head: '负责人',
    noHead: '无',
    people: '{{count}} 位',
    peopleOf: '本部门 {{own}} 位，含下级 {{total}} 位',
    open: '展开「{{name}}」',
    close: '收起「{{name}}」',
    moved: '「{{name}}」已移到「{{parent}}」下',
    movedTop: '「{{name}}」已移到最高级',
    reordered: '「{{name}}」已调整顺序',
    moveHint: '拖动部门可以调整位置；键盘用 Alt+↑ ↓ 调整顺序，Alt+→ 移到上一个部门之下，Alt+← 移出一级',
    scopeHint: '数据范围跟随部门：移动后，负责的主管和组长立即看到新的范围',
    delete: '删除',
    deleted: '部门「{{name}}」已删除',
    deleteHint: '部门下没有人员和下级部门时才能删除',
    saved: '部门已保存',
    added: '部门已添加',
    users: '查看人员',
    total: '共 {{count}} 个部门',
    emptyTitle: '没有部门',
    emptyHint: '部门决定主管和组长能看到哪些数据',
  },
  errors: {
    'people.out-of-reach': '只能发给自己数据范围内的部门和人员',
    'department.code-taken': '这个部门代码已被使用',
    'department.name-taken': '同级已有同名部门',
    'department.too-deep': '部门最多 {{most}} 级',
    'department.cycle': '不能移动到自己的下级',
    'department.not-empty': '部门下还有人员或下级部门，请先移走',
  },
  permissions: {
    'department.read': '查看部门',
    'department.manage': '管理部门',
  },
  audit: {
    actions: {
      'department.create': '添加部门',
      'department.change': '修改部门',
      'department.move': '移动部门',
      'department.delete': '删除部门',
    },
    records: {
      department: '部门',
    },
    fields: {
      head: '负责人',
      parent: '上级',
      position: '顺序',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    departments: typeof zh;
  }
}
