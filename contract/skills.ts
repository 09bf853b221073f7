/** Skills (技能, SPEC U5): what agents can do, each in levels from 1 to 5, for queues whose callers need it. */
import { Type, type Static } from 'typebox';
import { Id } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

export const skillLimits = { agents: 2000, level: 5 } as const;

const names = {
  name: Type.String({ minLength: 1, maxLength: 16, pattern: '\\S' }),
  /** Empty where `name` serves both languages. */
  nameEn: Type.String({ maxLength: 24 }),
};
const level = { agentId: Id, level: Type.Integer({ minimum: 1, maximum: skillLimits.level }) };

/** A skill with the agents who have it, the best first. */
export const Skill = PlainRecord({
  ...names,
  agents: Type.Array(
    Type.Object({ ...level, name: Type.String(), extension: Type.String(), isEnabled: Type.Boolean() }),
  ),
});
export type Skill = Static<typeof Skill>;

export const skillRoutes = routes(
  recordRoutes({
    path: '/skills',
    what: 'skill',
    read: 'skill.read',
    manage: 'skill.manage',
    fields: {
      ...names,
      /** All who have it. */
      agents: Type.Array(Type.Object(level, { additionalProperties: false }), { maxItems: skillLimits.agents }),
    },
    needed: ['name'],
    query: { search: Type.String({ maxLength: 64 }) },
    record: Skill,
    errors: ['skill.name-taken', 'skill.agent-twice'],
    removalErrors: ['skill.in-use'],
  }),
);
