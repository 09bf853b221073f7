/** What the slice of the webhooks keeps of a person: what other systems were told. */
import { sql } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const webhooksOfPerson: PersonTable = {
  table: 'webhook_deliveries',
  labels: null,
  rows: (person) => isAnyId('record_id', person.recordIds),
  erase: { payload: sql`null`, last_answer: sql`null` },
};
