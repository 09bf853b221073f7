/** What the slice of the calls keeps of a person: calls stay as figures, without number and name. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

/** Numbers of others whom the agent consulted are none of this person's, but nothing tells them apart in a call that was theirs. */
export const callsOfPerson: readonly PersonTable[] = [
  {
    table: 'call_events',
    labels: null,
    rows: (person) =>
      sql<SqlBool>`(${isAnyId('call_id', person.callIds)} and (jsonb_exists(t.data, 'number') or jsonb_exists(t.data, 'callerName')))`,
    erase: { data: sql`data - array['number', 'callerName']` },
  },
  {
    table: 'call_legs',
    labels: null,
    rows: (person) => sql<SqlBool>`(${isAnyId('call_id', person.callIds)} and t.role <> 'agent')`,
    erase: { number: sql`''` },
  },
  {
    table: 'calls',
    labels: { zh: '通话', en: 'Calls' },
    rows: (person) => isAnyId('id', person.callIds),
    hides: ['number_reversed', 'trunk_id', 'queue_id', 'department_id', 'cause', 'is_reconciled', 'version'],
    erase: { number: sql`''`, caller_name: sql`null`, customer_id: sql`null`, version: sql`version + 1` },
  },
  {
    table: 'withheld_numbers',
    labels: null,
    rows: () => sql<SqlBool>`false`,
    erase: (erasureId) => sql<{ n: number }>`select bahu_erase_withheld(${erasureId}::uuid)::int as n`,
  },
];
