/** The orders of the lists of customers and of follow-ups that every tenant has. */
import { sql, type SqlBool } from 'kysely';
import type { customerSorts } from '@bahu/contract/customers.ts';
import type { followUpSorts } from '@bahu/contract/follow-ups.ts';
import type { Ordered } from '../../platform/fields/index.ts';

/** As the index has it. */
export const lastCall = sql<Date>`case when c.last_call_at is null then '-infinity'::timestamptz else c.last_call_at end`;

const moment = { cast: sql`timestamptz`, isFilled: null } as const;
/** Customers as `c`. */
export const customerOrders: Ordered<(typeof customerSorts)[number]> = {
  owner: 'customers',
  alias: 'c',
  known: {
    created: { ...moment, key: sql`c.created_at`, direction: 'desc' },
    'last-call': { ...moment, key: lastCall, direction: 'desc' },
    name: { key: sql`c.name_order collate "zh-x-icu"`, cast: sql`text`, direction: 'asc', isFilled: null },
  },
};
/** Follow-ups as `f`. */
export const followUpOrders: Ordered<(typeof followUpSorts)[number]> = {
  owner: 'follow-ups',
  alias: 'f',
  known: {
    created: { ...moment, key: sql`f.created_at`, direction: 'desc' },
    remind: { ...moment, key: sql`f.remind_at`, direction: 'asc', isFilled: sql<SqlBool>`f.remind_at is not null` },
  },
};
