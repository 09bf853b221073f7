/** Codes and labels of the fields that records have without design; a designed field may not be mistaken for one. */
import type { FieldOwner } from './field.ts';

export const builtInNames: Readonly<Record<FieldOwner, readonly string[]>> = {
  customers: [
    ...['name', '姓名', 'phone', '电话', 'phone-extension', '分机', 'extension', 'company', '公司', 'title', '称谓'],
    ...['stage', '阶段', 'email', 'e-mail', '邮箱', 'address', '地址', 'note', '备注', 'owner', '归属坐席'],
    ...[
      '坐席分机',
      'owner’s extension',
      'last-call',
      'last call',
      '最近通话',
      'created',
      '创建时间',
      'changed',
      '修改时间',
    ],
  ],
  'follow-ups': ['service-type', 'stage', 'call-state', 'current-state', 'channel', 'content', 'remind-at'],
};
