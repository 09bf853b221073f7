/** The tables of the wrap-up codes: their groups, whom these are for, and what was said of calls. */
import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { OpenGroup, WrapUpCode, WrapUpGroup, wrapUpCodeRoutes } from '@bahu/contract/wrap-up-codes.ts';
import type { NextAction } from '@bahu/domain/wrap-up/wrap-up.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isForQueue, queuesOf } from '../../../kernel/queue-targets.ts';
import type {
  Generated,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
  RecordColumns,
} from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';

type GroupRow = RecordColumns<{
  name: string;
  nameEn: Generated<string>;
  position: Generated<number>;
  appliesTo: Generated<WrapUpGroup['appliesTo']>;
  isRequired: Generated<boolean>;
  isEnabled: Generated<boolean>;
}>;
interface CodeRow extends OfTenant {
  id: string;
  groupId: string;
  name: string;
  nameEn: Generated<string>;
  position: number;
  nextAction: Generated<NextAction>;
  afterMinutes: Generated<number>;
  isEnabled: Generated<boolean>;
}
interface WrapUpRow extends OfTenant {
  callId: string;
  agentId: string;
  queueId: Nullable<string>;
  isRequired: Generated<boolean>;
  codeId: Nullable<string>;
  chosenAt: NullableMoment;
  chosenById: Nullable<string>;
  isLate: Generated<boolean>;
  dueAt: NullableMoment;
  /** What it has put on the list of numbers that are not called. */
  blockedEntryId: Nullable<string>;
  version: Generated<number>;
}
interface ChoiceRow extends OfTenant {
  id: Generated<string>;
  callId: string;
  agentId: string;
  codeId: string;
  chosenAt: MomentWithDefault;
  chosenById: string;
  isLate: boolean;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    wrapUpGroups: GroupRow;
    wrapUpTargets: OfTenant & { groupId: string; kind: 'queue'; targetId: string };
    wrapUpCodes: CodeRow;
    callWrapUps: WrapUpRow;
    wrapUpChoices: ChoiceRow;
  }
}
type Query = Input<typeof wrapUpCodeRoutes.list>['query'];

const codes = sql<WrapUpCode[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en, 'nextAction', c.next_action, 'afterMinutes', c.after_minutes,
    'isEnabled', c.is_enabled) order by c.position, c.id)
  from wrap_up_codes c where c.tenant_id = g.tenant_id and c.group_id = g.id), '[]')`;
export const groupTargets = { table: 'wrapUpTargets', column: 'groupId', alias: 'g' } as const;
/** As the audit log says them. */
const codeNames = sql<string[]>`array(
  select concat_ws(' · ', c.name, nullif(c.name_en, ''), nullif(c.next_action, 'none'), nullif(c.after_minutes, 0), case when not c.is_enabled then 'off' end)
  from wrap_up_codes c where c.tenant_id = g.tenant_id and c.group_id = g.id order by c.position, c.id)`;

export const describedGroups = (tx: Tx) =>
  tx
    .selectFrom('wrapUpGroups as g')
    .select(['g.id', 'g.name', 'g.nameEn', 'g.position', 'g.appliesTo', 'g.isRequired', 'g.isEnabled'])
    .select(['g.version', 'g.createdAt', codes.as('codes'), codeNames.as('codeNames')])
    .select(queuesOf(groupTargets));

/** Ids of those that a filter finds, by their names or those of their codes: where digits are masked, by what the reader sees. */
export function foundGroups(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let all = tx.selectFrom('wrapUpGroups as g').select('g.id');
  if (enabled !== undefined) all = all.where('g.isEnabled', '=', enabled);
  const texts = sql<string[]>`array[g.name, g.name_en] || array(
    select c.name || ' ' || c.name_en from wrap_up_codes c where c.tenant_id = g.tenant_id and c.group_id = g.id)`;
  return withText(all, { id: 'g.id', texts }, reader, search);
}

/** What calls of a queue, or of none, can have. */
export async function openGroups(tx: Tx, queueId: string | null): Promise<OpenGroup[]> {
  const rows = await describedGroups(tx)
    .where('g.isEnabled', '=', true)
    .where((eb) => eb.or([eb('g.appliesTo', '=', 'all'), isForQueue(groupTargets, queueId)]))
    .orderBy('g.position')
    .orderBy('g.id')
    .execute();
  return rows
    .map(({ id, name, nameEn, isRequired, codes: all }) => ({
      id,
      name,
      nameEn,
      isRequired,
      codes: all.filter(({ isEnabled }) => isEnabled),
    }))
    .filter((group) => group.codes.length > 0);
}

/** All codes by the names that people know, in the order of the groups. */
export const namedCodes = (tx: Tx) =>
  tx
    .selectFrom('wrapUpCodes as c')
    .innerJoin('wrapUpGroups as g', (join) =>
      join.onRef('g.tenantId', '=', 'c.tenantId').onRef('g.id', '=', 'c.groupId'),
    )
    .select(['c.id', 'c.name', 'c.nameEn', 'g.name as group', 'g.nameEn as groupEn'])
    .orderBy('g.position')
    .orderBy('g.id')
    .orderBy('c.position')
    .orderBy('c.id');
