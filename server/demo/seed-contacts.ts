/** Contacts of customers of the demo company, and a customer who was entered twice. */
import type { Tx } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly address: string;
}

/** By the place of the customer among all. */
const people = [
  {
    of: 0,
    name: '何敏',
    relation: '配偶',
    phone: '+8615498010001',
    label: 'mobile',
    email: '',
    note: '白天联系不上本人时打给她',
  },
  {
    of: 1,
    name: '罗会计',
    relation: '财务',
    phone: '+8615498010002',
    label: 'work',
    email: 'luo.cw@example.com',
    note: '每月 25 日对账',
  },
  {
    of: 1,
    name: '贺经理',
    relation: '采购',
    phone: '+8615498010003',
    label: 'mobile',
    email: 'he.cg@example.com',
    note: '',
  },
  {
    of: 4,
    name: '谭师傅',
    relation: '仓库收货',
    phone: '+8615498010004',
    label: 'mobile',
    email: '',
    note: '送货前一天电话',
  },
  {
    of: 7,
    name: '叶助理',
    relation: '总经理助理',
    phone: '+8615498010005',
    label: 'work',
    email: 'ye@example.com',
    note: '',
  },
] as const;

export async function seedContacts(tx: Tx, tenantId: string, customers: readonly Known[]): Promise<void> {
  const rows = people.flatMap(({ of, ...person }) => {
    const customer = customers[of];
    return customer ? [{ ...person, id: newId(), customerId: customer.id }] : [];
  });
  await tx
    .insertInto('contacts')
    .values(rows.map(({ phone: _phone, label: _label, ...row }) => ({ ...row, tenantId })))
    .execute();
  await tx
    .insertInto('customerNumbers')
    .values(
      rows.map(({ id, customerId, phone, label }, i) => ({
        tenantId,
        id: newId(),
        customerId,
        contactId: id,
        number: phone,
        label,
        position: i + 1,
      })),
    )
    .execute();
  const twin = customers[1];
  if (!twin) return;
  const { name, company, address } = twin;
  await tx
    .insertInto('customers')
    .values({
      tenantId,
      id: newId(),
      name,
      nameInitials: initialsOf(name),
      phone: '+8615498020001',
      company,
      address,
      note: '展会登记，待核对是否老客户',
      createdAt: new Date(Date.now() - 20 * 60_000),
    })
    .execute();
}
