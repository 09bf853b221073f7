import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { Skill, skillRoutes } from '@bahu/contract/skills.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, OfTenant, RecordColumns } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';

interface AgentSkillRow extends OfTenant {
  skillId: string;
  agentId: string;
  level: number;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    skills: RecordColumns<Pick<Skill, 'name'> & { nameEn: Generated<string> }>;
    agentSkills: AgentSkillRow;
  }
}

type Query = Input<typeof skillRoutes.list>['query'];
export type Levels = readonly Pick<Skill['agents'][number], 'agentId' | 'level'>[];

/** A skill with the agents who have it, the best first. */
export const describedSkills = (tx: Tx) =>
  tx
    .selectFrom('skills as s')
    .select(['s.id', 's.name', 's.nameEn', 's.version', 's.createdAt'])
    .select(
      sql<Skill['agents']>`coalesce((
        select jsonb_agg(jsonb_build_object('agentId', a.id, 'level', m.level, 'name', u.name, 'extension', a.extension, 'isEnabled', u.is_enabled)
          order by m.level desc, a.extension)
        from agent_skills m join agents a on a.tenant_id = m.tenant_id and a.id = m.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.id
        where m.tenant_id = s.tenant_id and m.skill_id = s.id), '[]')`.as('agents'),
    );

/** Ids of those that a filter finds: where digits are masked, by what the reader sees. */
export const foundSkills = (tx: Tx, reader: Principal, { search }: Query) =>
  withText(
    tx.selectFrom('skills as s').select('s.id'),
    { id: 's.id', texts: sql<string[]>`array[s.name, s.name_en]` },
    reader,
    search,
  );

/** Makes these the agents who have the skill. */
export async function setLevels(tx: Tx, tenantId: string, skillId: string, levels: Levels): Promise<void> {
  await tx.deleteFrom('agentSkills').where('skillId', '=', skillId).execute();
  if (levels.length === 0) return;
  await tx
    .insertInto('agentSkills')
    .values(levels.map((one) => ({ ...one, tenantId, skillId })))
    .execute();
}

/** Names of the queues whose callers need it. */
export async function queuesThatNeed(tx: Tx, skillId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('queueNeeds as n')
    .innerJoin('queues as q', 'q.id', 'n.queueId')
    .select('q.name')
    .distinct()
    .where('n.skillId', '=', skillId)
    .orderBy('q.name')
    .execute();
  return rows.map(({ name }) => name);
}
