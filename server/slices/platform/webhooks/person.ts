/** What the slice of the webhooks keeps of a person: what other systems were told. */
import { sql } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

/** That they are gone is still told: a deletion says nothing but the id, and could not be read any more. */
export const webhooksOfPerson: PersonTable = {
  table: 'webhook_deliveries',
  labels: null,
  rows: (person) => isAnyId('record_id', person.recordIds),
  erase: { payload: sql`case when event like '%.deleted' then payload end`, last_answer: sql`null` },
};
