/** What the ids in a call's facts are called now: facts carry ids, people read names. */
import type { Tx } from '../../../kernel/db.ts';

type Kind = 'agent' | 'queue' | 'menu' | 'trunk';

/** By the id's key in a fact: what it is, and the key under which its name is shown. */
const named: Readonly<Record<string, { kind: Kind; as: string }>> = {
  agentId: { kind: 'agent', as: 'agent' },
  byAgentId: { kind: 'agent', as: 'by' },
  fromAgentId: { kind: 'agent', as: 'from' },
  supervisorId: { kind: 'agent', as: 'supervisor' },
  queueId: { kind: 'queue', as: 'queue' },
  menuId: { kind: 'menu', as: 'menu' },
  trunkId: { kind: 'trunk', as: 'trunk' },
};

type Data = Record<string, unknown>;

/** Whether a value of a fact is an id: no mask of numbers has to do with it. */
export const isIdKey = (key: string): boolean => key in named;

const idsOf = (data: Data): { kind: Kind; as: string; id: string }[] =>
  Object.entries(data).flatMap(([key, id]) => {
    const name = named[key];
    return name && typeof id === 'string' ? [{ ...name, id }] : [];
  });

/** What a queue's caller needed, with the agent's level: in both languages, for whoever reads it. */
interface Needed {
  skillId: string;
  level: number;
}
const neededIn = ({ why }: Data): readonly Needed[] =>
  (why as { skills?: readonly Needed[] } | undefined)?.skills ?? [];

/** The same facts with the names of the skills by which a queue has chosen; a skill that was deleted is left out. */
async function withSkills<F extends { data: Data }>(tx: Tx, facts: readonly F[]): Promise<F[]> {
  const ids = [...new Set(facts.flatMap(({ data }) => neededIn(data)).map(({ skillId }) => skillId))].filter(Boolean);
  if (ids.length === 0) return [...facts];
  const rows = await tx.selectFrom('skills').select(['id', 'name', 'nameEn']).where('id', 'in', ids).execute();
  const named = new Map(rows.map((row) => [row.id, row]));
  return facts.map((fact) => {
    const known = neededIn(fact.data).flatMap(({ skillId, level }) => {
      const skill = named.get(skillId);
      return skill ? [{ zh: `${skill.name} ${level}`, en: `${skill.nameEn || skill.name} ${level}` }] : [];
    });
    if (known.length === 0) return fact;
    const [skills, skillsEn] = [known.map(({ zh }) => zh).join('、'), known.map(({ en }) => en).join(', ')];
    return { ...fact, data: { ...fact.data, skills, skillsEn } };
  });
}

/** The data of facts with the names of their ids; null where there is no such thing any more. */
export async function withNames<F extends { data: Data }>(tx: Tx, facts: readonly F[]): Promise<F[]> {
  const all = facts.flatMap(({ data }) => idsOf(data));
  const names = new Map<string, string>();
  for (const kind of new Set(all.map((one) => one.kind))) {
    const ids = [...new Set(all.filter((one) => one.kind === kind).map(({ id }) => id))];
    for (const { id, name } of await readNames(tx, kind, ids)) names.set(id, name);
  }
  return (await withSkills(tx, facts)).map((fact) => {
    const shown = idsOf(fact.data).map(({ as, id }) => [as, names.get(id) ?? null] as const);
    return { ...fact, data: { ...fact.data, ...Object.fromEntries(shown) } };
  });
}

function readNames(tx: Tx, kind: Kind, ids: string[]): Promise<{ id: string; name: string }[]> {
  if (kind === 'agent') {
    const agents = tx.selectFrom('agents as a').innerJoin('users as u', 'u.id', 'a.id');
    return agents.select(['a.id', 'u.name']).where('a.id', 'in', ids).execute();
  }
  const tables = { queue: 'queues', menu: 'menus', trunk: 'trunks' } as const;
  return tx.selectFrom(tables[kind]).select(['id', 'name']).where('id', 'in', ids).execute();
}
