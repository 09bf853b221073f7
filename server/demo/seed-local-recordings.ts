/** Calls that agents of the demo company had on their own mobiles, with the recordings that they brought along. */
import type { Tx } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';
import { keepSound, speech, type SpeakingCompany } from './demo-sounds.ts';

const made = [
  {
    minutesAgo: 95,
    extension: '802',
    department: 'sales',
    direction: 'outbound',
    words: ['caller-1', 'caller-3', 'caller-4', 'caller-6'],
  },
  {
    minutesAgo: 1510,
    extension: '805',
    department: 'support',
    direction: 'inbound',
    words: ['caller-2', 'caller-5', 'caller-1'],
  },
] as const;

/** With the last of the customers that each has, so that the calls of the day stay who they are with. */
export async function seedLocalRecordings(tx: Tx, company: SpeakingCompany): Promise<void> {
  for (const { minutesAgo, extension, department, direction, words } of made) {
    const number = demo.customers.findLast(({ ownerExtension }) => ownerExtension === extension)!.phone;
    const customer = await tx
      .selectFrom('customers')
      .select('id')
      .where('phone', '=', number)
      .executeTakeFirstOrThrow();
    const spoken = speech(company, words);
    const begin = company.now - minutesAgo * 60_000;
    const [callId, startedAt] = [newId(begin), new Date(begin)];
    await tx
      .insertInto('calls')
      .values({
        tenantId: company.tenantId,
        id: callId,
        direction,
        isElsewhere: true,
        startedAt,
        answeredAt: startedAt,
        endedAt: new Date(begin + spoken.seconds * 1000),
        talkSeconds: Math.round(spoken.seconds),
        outcome: 'connected',
        number,
        ownNumber: '',
        customerId: customer.id,
        agentId: company.users[extension]!,
        departmentId: company.departments[department]!,
      })
      .execute();
    await keepSound(tx, company, { ...spoken, callId, startedAt, kind: 'local' });
  }
}
