/** Codes of the demo company. */
import type { NextAction } from '@bahu/domain/wrap-up/wrap-up.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeQueues } from '../../../kernel/queue-targets.ts';
import type { DemoCompany } from '../../server-slice.ts';
import { groupTargets } from './store.ts';

type Code = readonly [name: string, nameEn: string, nextAction?: NextAction, afterMinutes?: number];
interface Group {
  name: string;
  nameEn: string;
  queues: readonly string[];
  isRequired: boolean;
  codes: readonly Code[];
}

const groups: readonly Group[] = [
  {
    name: '业务咨询',
    nameEn: 'Enquiry',
    queues: [],
    isRequired: false,
    codes: [
      ['产品价格', 'Prices'],
      ['使用方法', 'How to use it'],
      ['发票合同', 'Invoices and contracts'],
      ['打错电话', 'Wrong number'],
    ],
  },
  {
    name: '购买意向',
    nameEn: 'Interest',
    queues: ['901'],
    isRequired: true,
    codes: [
      ['约定再联系', 'Call again', 'callback', 60],
      ['考虑中', 'Thinking it over', 'callback', 1440],
      ['已下单', 'Ordered'],
      ['没有需求', 'Not interested'],
      ['请勿再拨', 'Do not call', 'block'],
    ],
  },
  {
    name: '售后服务',
    nameEn: 'After-sales',
    queues: ['902'],
    isRequired: true,
    codes: [
      ['报修', 'Repair', 'todo', 30],
      ['物流延误', 'Late delivery', 'todo', 120],
      ['投诉', 'Complaint', 'callback', 30],
      ['已解决', 'Solved'],
    ],
  },
];

export async function wrapUpDemo(tx: Tx, { tenantId }: DemoCompany): Promise<void> {
  const queues = await tx.selectFrom('queues').select(['id', 'number']).execute();
  for (const [index, { name, nameEn, isRequired, queues: numbers, codes }] of groups.entries()) {
    const id = newId();
    const targets = queues.filter(({ number }) => numbers.includes(number));
    const appliesTo = targets.length > 0 ? ('queues' as const) : ('all' as const);
    await tx
      .insertInto('wrapUpGroups')
      .values({ tenantId, id, name, nameEn, position: index + 1, appliesTo, isRequired })
      .execute();
    await writeQueues(
      tx,
      groupTargets,
      { tenantId, id },
      targets.map((queue) => queue.id),
    );
    await tx
      .insertInto('wrapUpCodes')
      .values(
        codes.map(([codeName, codeNameEn, nextAction = 'none', afterMinutes = 0], i) => ({
          tenantId,
          id: newId(),
          groupId: id,
          name: codeName,
          nameEn: codeNameEn,
          position: i + 1,
          nextAction,
          afterMinutes,
        })),
      )
      .execute();
  }
}
