/** What lists of calls show of wrap-up codes, and find by them: of the call that stands as `c`. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CodeOfCall } from '@bahu/contract/calls.ts';

const row = sql`call_wrap_ups w where w.tenant_id = c.tenant_id and w.call_id = c.id`;

/** The codes of everybody who talked. */
export const codesOfCall = sql<CodeOfCall[]>`coalesce((
  select jsonb_agg(jsonb_build_object('agentId', w.agent_id, 'codeId', o.id, 'name', o.name, 'nameEn', o.name_en, 'group', g.name, 'groupEn', g.name_en,
    'isLate', w.is_late) order by w.chosen_at)
  from call_wrap_ups w join wrap_up_codes o on o.tenant_id = w.tenant_id and o.id = w.code_id
  join wrap_up_groups g on g.tenant_id = o.tenant_id and g.id = o.group_id
  where w.tenant_id = c.tenant_id and w.call_id = c.id), '[]')`;

/** Somebody who talked was to choose one and has not. */
export const isCodeMissing: RawBuilder<boolean> = sql<boolean>`exists (select from ${row} and w.is_required and w.code_id is null)`;

export const hasCode = (codeId: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select from ${row} and w.code_id = ${codeId}::uuid)`;

/** `late`: chosen behind the after-call work. */
export const isInState = (state: 'missing' | 'late'): RawBuilder<SqlBool> =>
  state === 'missing'
    ? isCodeMissing
    : sql<SqlBool>`exists (select from ${row} and w.code_id is not null and w.is_late)`;
