/** 公告便签。 */
export const zh = {
  announcements: {
    what: '公告',
    add: '添加公告',
    unit: '条',
    hint: '发布后，所发的人会立即收到提醒',
    search: '标题、内容',
    title: '标题',
    body: '内容',
    author: '发布人',
    published: '发布时间',
    expires: '有效期至',
    expiresHint: '过期后不再提醒，留空则长期有效',
    state: '状态',
    unread: '未读',
    read: '已读',
    readers: '已读 {{count}} 位：{{names}}',
    removing: '已读记录一并删除',
  },
  permissions: {
    'announcement.read': '查看公告',
    'announcement.manage': '发布公告',
  },
  audit: {
    actions: {
      'announcement.create': '发布公告',
      'announcement.change': '修改公告',
      'announcement.delete': '删除公告',
    },
    records: { announcement: '公告' },
    fields: {
      body: '内容',
      audience: '发给',
      level: '等级',
      departmentIds: '部门',
      userIds: '人员',
      expiresAt: '有效期至',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    announcements: typeof zh;
  }
}
