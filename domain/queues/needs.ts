/** What callers of a queue need an agent to be able to do, and how that becomes less while they wait. */

/** A skill in at least this level, 1 to 5. */
interface Need {
  readonly skillId: string;
  readonly level: number;
}

/** What is needed of an agent from so many seconds of waiting on. */
export interface NeedStep {
  readonly afterSeconds: number;
  readonly needs: readonly Need[];
}

/** The levels of an agent's skills, by skill; the same object as long as they do not change. */
export type Skills = ReadonlyMap<string, number>;
export const noSkills: Skills = new Map();

/** Whether an agent has all skills that are needed. */
export const fits = (skills: Skills, { needs }: NeedStep): boolean =>
  needs.every(({ skillId, level }) => (skills.get(skillId) ?? 0) >= level);

/** What a queue needs of one skill, as it is set up, from so many seconds of waiting on: at least this level, 0 for nothing any more. */
export interface SkillNeed extends Need {
  readonly afterSeconds: number;
}

/** Whether each skill is needed from the beginning on, and then in ever lower levels. */
export function isRelaxing(rows: readonly SkillNeed[]): boolean {
  const skillIds = [...new Set(rows.map(({ skillId }) => skillId))];
  return skillIds.every((id) => {
    const sorted = rows.filter(({ skillId }) => skillId === id).toSorted((a, b) => a.afterSeconds - b.afterSeconds);
    const isLess = sorted.slice(1).every((row, i) => {
      const before = sorted[i]!;
      return row.afterSeconds > before.afterSeconds && row.level < before.level;
    });
    return sorted[0]!.afterSeconds === 0 && sorted[0]!.level > 0 && isLess;
  });
}

/** The steps that they make together: at each time the level that holds of each skill by then. */
export function stepsOfSkills(rows: readonly SkillNeed[]): NeedStep[] {
  const times = [...new Set(rows.map(({ afterSeconds }) => afterSeconds))].toSorted((a, b) => a - b);
  return times.map((afterSeconds) => {
    const levels = new Map<string, number>();
    for (const row of rows.toSorted((a, b) => a.afterSeconds - b.afterSeconds))
      if (row.afterSeconds <= afterSeconds) levels.set(row.skillId, row.level);
    const needs = [...levels].flatMap(([skillId, level]) => (level > 0 ? [{ skillId, level }] : []));
    return { afterSeconds, needs };
  });
}

/** The steps in the order of their times, the first from the beginning; never none. */
export function stepsOf(needs: readonly NeedStep[]): readonly NeedStep[] {
  if (needs.length === 0) return [{ afterSeconds: 0, needs: [] }];
  const [first, ...others] = needs.toSorted((a, b) => a.afterSeconds - b.afterSeconds);
  return [{ ...first!, afterSeconds: 0 }, ...others];
}

/** Which of the steps holds for one who waits since then; `since` and `now` in epoch milliseconds. */
export function stepAt(steps: readonly NeedStep[], since: number, now: number): number {
  let step = 0;
  while (step + 1 < steps.length && since + steps[step + 1]!.afterSeconds * 1000 <= now) step++;
  return step;
}

/** When the next step begins for one who waits since then, epoch milliseconds; null when the last one holds. */
export function nextStepAt(steps: readonly NeedStep[], since: number, now: number): number | null {
  const next = steps[stepAt(steps, since, now) + 1];
  return next ? since + next.afterSeconds * 1000 : null;
}
