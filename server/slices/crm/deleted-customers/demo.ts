/** What the recycle bin of the demo company holds: customers who can be restored. */
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DemoCompany } from '../../server-slice.ts';

const day = 86_400_000;
const deleted = [
  { name: '贺小满', phone: '+8615400090011', company: '云栖茶业', owner: '803', by: ['801', '沈佳宁'], daysAgo: 1 },
  { name: '试用客户', phone: '+8615400090012', company: '', owner: null, by: ['800', '周明远'], daysAgo: 9 },
  { name: '骆明辉', phone: '+8615400090013', company: '恒川五金', owner: '802', by: ['801', '沈佳宁'], daysAgo: 28.5 },
] as const;

export async function demoDeleted(tx: Tx, { tenantId, users, departments }: DemoCompany): Promise<void> {
  const now = Date.now();
  const rows = deleted.map(({ name, phone, company, owner, by: [extension, deletedByName], daysAgo }) => {
    const id = newId(now - 90 * day);
    const ownerId = owner && users[owner]!;
    const departmentId = owner && departments['sales']!;
    const of = { tenant_id: tenantId, created_at: new Date(now - 90 * day) };
    const number = { ...of, id, customer_id: id, number: phone, extension: '', label: 'mobile', position: 0 };
    const row = { ...of, id, name, phone, phone_extension: '', company, name_initials: initialsOf(name), version: 1 };
    return {
      tenantId,
      id,
      name,
      phone,
      ownerId,
      departmentId,
      record: JSON.stringify({ ...row, owner_id: ownerId, department_id: departmentId, is_duplicate: false }),
      fields: '{}',
      numbers: JSON.stringify([{ ...number, is_primary: true, is_duplicate: false }]),
      deletedAt: new Date(now - daysAgo * day),
      deletedById: users[extension]!,
      deletedByName,
    };
  });
  await tx.insertInto('deletedCustomers').values(rows).execute();
}
