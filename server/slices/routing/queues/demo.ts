/** The queues of the company that shows the program. */
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DemoCompany } from '../../server-slice.ts';
import { setMembers, setNeeds } from './store.ts';

const queues = [
  {
    values: { name: '售前咨询', number: '901', strategy: 'round-robin', maxSignedOut: 2 },
    department: 'sales',
    members: ['802', '803', '804', '801'],
    needs: [],
  },
  {
    values: { name: '售后支持', number: '902', strategy: 'longest-idle', weight: 1, targetSeconds: 30 },
    department: 'support',
    members: ['805', '806', '801'],
    needs: [
      { skill: '普通话', afterSeconds: 0, level: 3 },
      { skill: '技术支持', afterSeconds: 0, level: 3 },
      { skill: '技术支持', afterSeconds: 30, level: 1 },
      { skill: '技术支持', afterSeconds: 60, level: 0 },
    ],
  },
  {
    values: {
      name: '英语服务',
      number: '903',
      strategy: 'linear',
      maxWaitSeconds: 180,
      saysPosition: true,
      saysWait: true,
      callbackKey: '2',
    },
    department: 'support',
    members: ['805', '803', '801'],
    needs: [
      { skill: '英语', afterSeconds: 0, level: 4 },
      { skill: '英语', afterSeconds: 20, level: 2 },
    ],
  },
] as const;

/** Whoever leads helps out when everybody else is busy. */
const leads = '801';

export async function demo(tx: Tx, { tenantId, users, departments }: DemoCompany): Promise<void> {
  const skills = await tx.selectFrom('skills').select(['id', 'name']).execute();
  for (const { values, department, members, needs } of queues) {
    const id = newId();
    await tx
      .insertInto('queues')
      .values({ ...values, tenantId, id, departmentId: departments[department]! })
      .execute();
    const of = members.map((extension) => ({
      agentId: users[extension]!,
      tier: extension === leads ? 2 : 1,
      order: extension === '805' && values.number === '903' ? 2 : 1,
    }));
    await setMembers(tx, tenantId, id, of);
    const wanted = needs.map(({ skill, ...need }) => ({
      ...need,
      skillId: skills.find(({ name }) => name === skill)!.id,
    }));
    await setNeeds(tx, tenantId, id, wanted);
  }
}
