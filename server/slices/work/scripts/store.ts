/** The tables of the scripts: drafts, versions, and how they were read in calls. */
import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { Script, ScriptStep, scriptRoutes } from '@bahu/contract/scripts.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isForQueue, queuesOf } from '../../../kernel/queue-targets.ts';
import type {
  Generated,
  Json,
  JsonWithDefault,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
  RecordColumns,
} from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    scripts: RecordColumns<{
      name: string;
      appliesTo: Generated<Script['appliesTo']>;
      isEnabled: Generated<boolean>;
      steps: JsonWithDefault<ScriptStep[]>;
      publishedNumber: Nullable<number>;
    }>;
    scriptTargets: OfTenant & { scriptId: string; kind: 'queue'; targetId: string };
    scriptVersions: OfTenant & {
      scriptId: string;
      number: number;
      steps: Json<ScriptStep[]>;
      publishedAt: MomentWithDefault;
      publishedById: Nullable<string>;
    };
    scriptRuns: OfTenant & {
      id: string;
      scriptId: string;
      number: number;
      callId: string;
      agentId: string;
      startedAt: MomentWithDefault;
      endedAt: NullableMoment;
    };
    scriptAnswers: OfTenant & {
      runId: string;
      seq: number;
      stepId: string;
      value: string;
      answeredAt: MomentWithDefault;
    };
  }
}

type Query = Input<typeof scriptRoutes.list>['query'];

export const scriptTargets = { table: 'scriptTargets', column: 'scriptId', alias: 's' } as const;

const scriptHeads = (tx: Tx) =>
  tx
    .selectFrom('scripts as s')
    .leftJoin('scriptVersions as v', (join) =>
      join
        .onRef('v.tenantId', '=', 's.tenantId')
        .onRef('v.scriptId', '=', 's.id')
        .onRef('v.number', '=', 's.publishedNumber'),
    )
    .select(['s.id', 's.name', 's.appliesTo', 's.isEnabled', 's.publishedNumber', 's.version', 's.createdAt'])
    .select(sql<number>`jsonb_array_length(s.steps)`.as('stepCount'))
    .select(['v.publishedAt', sql<boolean>`v.steps is distinct from s.steps`.as('isChanged')])
    .select(queuesOf(scriptTargets));

export const describedScripts = (tx: Tx) => scriptHeads(tx).select('s.steps');

/** These without their steps. */
export const readHeads = (tx: Tx, ids: readonly string[]) => scriptHeads(tx).where('s.id', 'in', ids).execute();

/** Ids of those that a filter finds: where digits are masked, by what the reader sees. */
export function foundScripts(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let all = tx.selectFrom('scripts as s').select('s.id');
  if (enabled !== undefined) all = all.where('s.isEnabled', '=', enabled);
  return withText(all, { id: 's.id', texts: sql<string[]>`array[s.name]` }, reader, search);
}

/** Those that agents can begin in a call of a queue, or of none: published ones, what is for the call first. */
export const offeredScripts = (tx: Tx, queueId: string | null) =>
  tx
    .selectFrom('scripts as s')
    .select(['s.id', 's.name', 's.publishedNumber', sql<boolean>`s.applies_to <> 'none'`.as('isBound')])
    .where('s.isEnabled', '=', true)
    .where('s.publishedNumber', 'is not', null)
    .where((eb) => eb.or([eb('s.appliesTo', '!=', 'queues'), isForQueue(scriptTargets, queueId)]))
    .orderBy(sql`array_position(array['queues', 'all', 'none'], s.applies_to)`)
    .orderBy('s.name')
    .execute();

/** What was published, the latest first. */
export const listVersions = (tx: Tx, scriptId: string) =>
  tx
    .selectFrom('scriptVersions as v')
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'v.tenantId').onRef('u.id', '=', 'v.publishedById'))
    .select(['v.number', 'v.publishedAt', 'u.name as publishedByName'])
    .select(sql<number>`jsonb_array_length(v.steps)`.as('stepCount'))
    .select(
      sql<number>`(select count(*)::int from script_runs r where r.tenant_id = v.tenant_id and r.script_id = v.script_id and r.number = v.number)`.as(
        'runs',
      ),
    )
    .where('v.scriptId', '=', scriptId)
    .orderBy('v.number', 'desc')
    .limit(100)
    .execute();

/** The steps of one; undefined where there is none of that number. */
export const stepsOfVersion = (tx: Tx, scriptId: string, number: number) =>
  tx
    .selectFrom('scriptVersions')
    .select('steps')
    .where('scriptId', '=', scriptId)
    .where('number', '=', number)
    .executeTakeFirst();
