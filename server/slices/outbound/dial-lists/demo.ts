/** What the demo company dials by hand: a batch of its own customers that is half done, and one of visitors of a fair that has begun. */
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DemoCompany } from '../../server-slice.ts';

const hour = 3_600_000;
const agents = ['802', '803', '804'] as const;

/** What calls have said, and how long those talked who answered. */
const ends = [
  ['connected', 184],
  ['connected', 62],
  ['no-answer', 0],
  ['busy', 0],
  ['connected', 305],
  ['unreachable', 0],
  ['no-answer', 0],
  ['connected', 27],
  ['refused', 0],
  ['invalid-number', 0],
] as const;

const visitors = [
  ['孙立群', '想看自动外呼演示'],
  ['卢佩珊', '周四后回电'],
  ['Grace Wong', '香港公司，讲英语'],
  ['石磊', ''],
  ['范雨桐', '已有同类系统，合同明年 3 月到期'],
  ['郝建平', '要纸质资料'],
  ['贺婉清', ''],
  ['邱振华', '扫码留的号码，姓名待核对'],
  ['黎思远', '30 个坐席，关注录音质检'],
  ['庄晓蕾', ''],
] as const;

interface Row {
  number: string;
  name: string;
  note: string;
}

export async function demoDialLists(tx: Tx, { tenantId, users, departments }: DemoCompany): Promise<void> {
  const of = { tenantId, authorId: users['807']!, departmentId: departments['sales']! };
  const [renewals, fair] = [newId(), newId()];
  await tx
    .insertInto('dialLists')
    .values([
      { ...of, id: renewals, name: '老客户续费回访', category: '老客户维系', note: '先问使用情况，再谈续费' },
      { ...of, id: fair, name: '展会名片', category: '展会', note: '三天内打完第一轮' },
    ])
    .execute();
  const customers = await tx
    .selectFrom('customers')
    .select(['phone', 'name'])
    .where('phone', 'like', '+86154%')
    .orderBy('phone')
    .limit(16)
    .execute();
  const known = customers.map(({ phone, name }): Row => ({ number: phone, name, note: '' }));
  const strangers = visitors.map(([name, note], i): Row => ({ number: `+86154000081${String(i + 10)}`, name, note }));
  const ids = { tenantId, departmentId: of.departmentId };
  const rowOf = (listId: string, row: Row, i: number, dialled: number) => {
    const [outcome, talkSeconds] = ends[i % ends.length]!;
    const isDone = i < dialled;
    const last = { isDone, outcome, talkSeconds, attempts: 1, lastAt: new Date(Date.now() - (dialled - i + 1) * hour) };
    return { ...ids, id: newId(), listId, ...row, agentId: users[agents[i % agents.length]!]!, ...(isDone && last) };
  };
  for (const row of known.map((one, i) => rowOf(renewals, one, i, 9)))
    await tx.insertInto('dialNumbers').values(row).execute();
  for (const row of strangers.map((one, i) => rowOf(fair, one, i, 3)))
    await tx.insertInto('dialNumbers').values(row).execute();
  // Visitors whom nobody has yet, and one who comes first.
  const late = strangers.slice(-2).map(({ number }) => number);
  await tx
    .updateTable('dialNumbers')
    .set({ agentId: null })
    .where('listId', '=', fair)
    .where('number', 'in', late)
    .execute();
  await tx
    .updateTable('dialNumbers')
    .set({ pinnedAt: new Date() })
    .where('listId', '=', fair)
    .where('number', '=', strangers[4]!.number)
    .execute();
}
