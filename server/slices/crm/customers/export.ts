import { CustomerFilter } from '@bahu/contract/customers.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { exportSpec, word } from '../../platform/exports/index.ts';
import { listFields, type StoredFields } from '../../platform/fields/index.ts';
import { agentNames, designedColumns } from './export-fields.ts';
import { orderOf, wholeOrder } from './order.ts';
import { inScope } from './scope.ts';
import { filtered } from './store.ts';

interface Row {
  name: string;
  phone: string;
  phoneExtension: string;
  company: string;
  title: string;
  stage: string;
  email: string;
  address: string;
  note: string;
  fields: StoredFields;
  ownerName: string | null;
  ownerExtension: string | null;
  createdAt: Date;
  updatedAt: Date;
  lastCallAt: Date | null;
}

const titles = word({ mr: { 'zh-CN': '先生', en: 'Mr' }, ms: { 'zh-CN': '女士', en: 'Ms' } });
const stages = word({
  lead: { 'zh-CN': '初次联系', en: 'First contact' },
  contacted: { 'zh-CN': '需求确认', en: 'Needs clear' },
  interested: { 'zh-CN': '意向明确', en: 'Interested' },
  negotiating: { 'zh-CN': '方案报价', en: 'Offer made' },
  won: { 'zh-CN': '已成交', en: 'Won' },
  lost: { 'zh-CN': '暂缓', en: 'On ice' },
});

export const customersExport = exportSpec<Row>({
  kind: 'customers',
  designed: async (tx, reader) =>
    designedColumns(reader, await listFields(tx, 'customers'), await agentNames(tx, reader.tenantId)),
  filter: CustomerFilter,
  columns: {
    name: { head: { 'zh-CN': '姓名', en: 'Name' }, show: (row, { reader }) => textFor(reader, row.name) },
    phone: {
      head: { 'zh-CN': '电话', en: 'Phone' },
      show: (row, { reader }) => numberFor(reader, row.phone) + (row.phoneExtension && `转${row.phoneExtension}`),
    },
    company: { head: { 'zh-CN': '公司', en: 'Company' }, show: (row, { reader }) => textFor(reader, row.company) },
    title: { head: { 'zh-CN': '称谓', en: 'Title' }, show: (row, shown) => titles(row.title, shown) },
    stage: { head: { 'zh-CN': '阶段', en: 'Stage' }, show: (row, shown) => stages(row.stage, shown) },
    email: { head: { 'zh-CN': '邮箱', en: 'E-mail' }, show: (row, { reader }) => textFor(reader, row.email) },
    address: { head: { 'zh-CN': '地址', en: 'Address' }, show: (row, { reader }) => textFor(reader, row.address) },
    note: { head: { 'zh-CN': '备注', en: 'Note' }, show: (row, { reader }) => textFor(reader, row.note) },
    owner: { head: { 'zh-CN': '归属坐席', en: 'Owner' }, show: (row) => row.ownerName ?? '' },
    ownerExtension: { head: { 'zh-CN': '坐席分机', en: 'Owner’s extension' }, show: (row) => row.ownerExtension ?? '' },
    lastCallAt: { head: { 'zh-CN': '最近通话', en: 'Last call' }, show: (row, { time }) => time(row.lastCallAt) },
    createdAt: { head: { 'zh-CN': '创建时间', en: 'Created' }, show: (row, { time }) => time(row.createdAt) },
    updatedAt: { head: { 'zh-CN': '修改时间', en: 'Changed' }, show: (row, { time }) => time(row.updatedAt) },
  },
  query: async (tx, reader, filter, ids) => {
    const found = await filtered(tx, reader, filter);
    if (!found) return null;
    const inReach = found.where(inScope(reader, 'customer.export'));
    const { sort = 'created' } = filter as { sort?: string };
    const order = await orderOf(tx, reader, sort);
    return (ids ? inReach.where('c.id', 'in', [...ids]) : inReach)
      .clearSelect()
      .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.ownerId'))
      .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.userId'))
      .select([
        'c.name',
        'c.phone',
        'c.phoneExtension',
        'c.company',
        'c.title',
        'c.stage',
        'c.email',
        'c.address',
        'c.note',
        'c.fields',
        'u.name as ownerName',
        'a.extension as ownerExtension',
        'c.createdAt',
        'c.updatedAt',
        'c.lastCallAt',
      ])
      .orderBy(wholeOrder(order));
  },
});
