/** What of customers stands in their timeline: follow-ups, and what became of the record itself. */
import { sql } from 'kysely';
import { auditActions } from '@bahu/contract/audit.ts';
import { isUsed } from '@bahu/domain/fields/field.ts';
import type { TimelineSource } from '../../../kernel/timeline.ts';
import { nationalNumbers, presentEntry, readEntries } from '../../platform/audit/index.ts';
import { listAllFields } from '../../platform/fields/index.ts';
import { readFollowUps } from './follow-ups.ts';

export const followUpTimeline: TimelineSource<'follow-up'> = {
  needs: 'follow-up.read',
  entries: (customerId) =>
    sql`select id, created_at as at, agent_id as by_id from follow_ups where customer_id = ${customerId}`,
  read: async (tx, reader, ids) => {
    const followUps = await readFollowUps(tx, reader, ids);
    return new Map(followUps.map((followUp) => [followUp.id, { kind: 'follow-up', at: followUp.createdAt, followUp }]));
  },
};

/** What is done to the record; whoever only looks at it leaves no values in the log. A file that is added is an entry of its own. */
const edits = auditActions.filter((action) => action.startsWith('customer.') && action !== 'customer.attach');

/** The rows of the audit log about the customer. They are everybody's who may open the customer: they say what the record was and is, and nothing else. */
export const editTimeline: TimelineSource<'edit'> = {
  needs: 'customer.read',
  entries: (customerId) =>
    sql`select id, at, actor_id as by_id from audit_rows where record_type = 'customer' and record_id = ${customerId}
      and action = any(${edits}) and (before is not null or after is not null)`,
  read: async (tx, reader, ids) => {
    const off = (await listAllFields(tx, 'customers')).filter((field) => !isUsed(field)).map(({ key }) => key);
    const shown = (values: unknown): unknown => without(off, reader.masksNumbers ? values : nationalNumbers(values));
    const entries = await readEntries(tx, ids);
    return new Map(
      entries.map((entry) => {
        const { id, at, action, actorName, via, before, after } = presentEntry(reader, entry);
        return [id, { kind: 'edit', id, at, action, actorName, via, before: shown(before), after: shown(after) }];
      }),
    );
  },
};

/** Fields that are switched off are shown nowhere. */
const without = (keys: readonly string[], values: unknown): unknown =>
  typeof values === 'object' && values !== null
    ? Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)))
    : values;
