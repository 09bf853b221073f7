/** What the server does for the slice of the skills. */
import { skillRoutes } from '@bahu/contract/skills.ts';
import { skillsSlice } from '@bahu/contract/slices/people/skills.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { recordHandlers, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { alsoToCalls, serverSlice, type DemoCompany } from '../../server-slice.ts';
import { describedSkills, foundSkills, queuesThatNeed, setLevels, type Levels } from './store.ts';

const spec = {
  type: 'skill',
  table: 'skills',
  alias: 's',
  described: (tx) => describedSkills(tx),
  found: foundSkills,
  isManaged: 'skill.manage',
  parts: {
    names: ['agents'],
    write: async (tx, { tenantId }, id, { agents }: { agents?: Levels }) => {
      if (!agents) return;
      if (new Set(agents.map(({ agentId }) => agentId)).size < agents.length)
        throw new Refusal('skill.agent-twice', undefined, [{ path: 'agents', rule: 'taken' }]);
      await setLevels(tx, tenantId, id, agents);
    },
  },
  taken: { index: 'skills_by_name', code: 'skill.name-taken', path: 'name' },
  references: { agent_skills_tenant_id_agent_id_fkey: 'agents' },
  onRemove: async (tx, { id }) => {
    const queues = await queuesThatNeed(tx, id);
    if (queues.length > 0) throw new Refusal('skill.in-use', { queues: queues.join(', ') });
  },
  nameOf: ({ name }) => name,
  auditedFields: ['name', 'nameEn', 'agents'],
  said: ({ agents }) => ({ agents: agents.map(({ name, extension, level }) => `${name} ${extension}: ${level}`) }),
  texts: ['name', 'nameEn'],
} satisfies RecordSpec<SkillRow, object, unknown>;
type SkillRow = Awaited<ReturnType<ReturnType<typeof describedSkills>['execute']>>[number];

const demoSkills = [
  { name: '普通话', nameEn: 'Mandarin', levels: { 801: 5, 802: 5, 803: 5, 804: 4, 805: 5, 806: 4 } },
  { name: '英语', nameEn: 'English', levels: { 801: 4, 803: 3, 805: 4 } },
  { name: '粤语', nameEn: 'Cantonese', levels: { 802: 4, 806: 3 } },
  { name: '技术支持', nameEn: 'Technical support', levels: { 801: 3, 805: 5, 806: 2 } },
] as const;

async function demo(tx: Tx, { tenantId, users }: DemoCompany): Promise<void> {
  for (const { levels, ...names } of demoSkills) {
    const id = newId();
    await tx
      .insertInto('skills')
      .values({ ...names, tenantId, id })
      .execute();
    const of = Object.entries(levels).map(([extension, level]) => ({ agentId: users[extension]!, level }));
    await setLevels(tx, tenantId, id, of);
  }
}

export const skillsServer = serverSlice(skillsSlice, {
  routes: skillRoutes,
  mount: (api, host) => mount(api, host.access, skillRoutes, recordHandlers(spec, alsoToCalls(host))),
  lays: demo,
});
