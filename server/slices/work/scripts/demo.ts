/** Scripts of the demo company. */
import type { ScriptStep } from '@bahu/contract/scripts.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeQueues } from '../../../kernel/queue-targets.ts';
import type { DemoCompany } from '../../server-slice.ts';
import { scriptTargets } from './store.ts';

const step = (id: string, title: string, text: string, of: Partial<ScriptStep> = {}): ScriptStep => ({
  id,
  title,
  text,
  answer: 'none',
  options: [],
  field: '',
  next: null,
  ...of,
});

const sales: readonly ScriptStep[] = [
  step(
    's1',
    '开场',
    '您好，{{customer.name}}{{customer.title}}，这里是八百呼{{call.queue}}，我是{{agent.name}}。请问您想了解哪方面？',
    {
      answer: 'choice',
      options: [
        { value: 'price', label: '产品价格', next: 's2' },
        { value: 'renewal', label: '续约', next: 's4' },
        { value: 'other', label: '其他', next: 's5' },
      ],
    },
  ),
  step('s2', '采购预算', '方便问一下，贵公司这次的预算大约是多少？', {
    answer: 'number',
    field: 'estimate',
    next: 's3',
  }),
  step('s3', '客户等级', '（按预算和意向判断客户等级）', {
    answer: 'choice',
    field: 'grade',
    options: [
      { value: 'key', label: '重点', next: 's5' },
      { value: 'regular', label: '常规', next: 's5' },
      { value: 'potential', label: '潜在', next: 's5' },
    ],
  }),
  step('s4', '合同到期', '您的合同目前登记到 {{customer.fields.renewal}}，请问是哪一天到期？', {
    answer: 'date',
    field: 'renewal',
    next: 's5',
  }),
  step('s5', '结束语', '好的，都记下了，稍后把资料发给您。感谢来电，祝您工作顺利！'),
];
const visit: readonly ScriptStep[] = [
  step(
    's1',
    '回访',
    '{{customer.name}}{{customer.title}}您好，我是八百呼的{{agent.name}}，想回访一下最近的使用情况。现在方便吗？',
    {
      answer: 'choice',
      options: [
        { value: 'yes', label: '方便', next: 's2' },
        { value: 'no', label: '不方便', next: 's3' },
      ],
    },
  ),
  step('s2', '使用情况', '设备用得怎么样？有什么需要我们改进？', { answer: 'text', next: 's4' }),
  step('s3', '另约时间', '那我哪天再打给您比较合适？', { answer: 'date', next: 's4' }),
  step('s4', '结束语', '谢谢您，祝您生活愉快，再见！'),
];

export async function scriptsDemo(tx: Tx, { tenantId, users }: DemoCompany): Promise<void> {
  const queue = await tx.selectFrom('queues').select('id').where('number', '=', '901').executeTakeFirst();
  for (const { name, steps, isOfQueue } of [
    { name: '售前接待', steps: sales, isOfQueue: true },
    { name: '客户回访', steps: visit, isOfQueue: false },
  ]) {
    const [id, text] = [newId(), JSON.stringify(steps)];
    const appliesTo = isOfQueue ? 'queues' : 'none';
    await tx
      .insertInto('scripts')
      .values({ tenantId, id, name, appliesTo, steps: text, publishedNumber: 1, version: 2 })
      .execute();
    await tx
      .insertInto('scriptVersions')
      .values({ tenantId, scriptId: id, number: 1, steps: text, publishedById: users['800']! })
      .execute();
    if (isOfQueue && queue) await writeQueues(tx, scriptTargets, { tenantId, id }, [queue.id]);
  }
}
