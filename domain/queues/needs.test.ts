import { describe, expect, test } from 'vitest';
import { isRelaxing, stepsOfSkills, type SkillNeed } from './needs.ts';

const need = (skillId: string, afterSeconds: number, level: number): SkillNeed => ({ skillId, afterSeconds, level });

describe('[U5] what a queue needs of each skill', () => {
  test.each<[string, SkillNeed[], boolean]>([
    ['nothing', [], true],
    ['one level for ever', [need('a', 0, 3)], true],
    ['less and less, in any order', [need('a', 60, 0), need('a', 0, 3), need('a', 20, 1)], true],
    ['of two skills apart', [need('a', 0, 3), need('b', 0, 1), need('b', 10, 0)], true],
    ['from later on alone', [need('a', 5, 3)], false],
    ['more later', [need('a', 0, 2), need('a', 20, 3)], false],
    ['the same later', [need('a', 0, 2), need('a', 20, 2)], false],
    ['two levels at once', [need('a', 0, 3), need('a', 0, 2)], false],
    ['none from the beginning', [need('a', 0, 0)], false],
  ])('may be %s, or may not', (_what, rows, expected) => {
    expect(isRelaxing(rows)).toBe(expected);
  });

  test('makes steps, each with what holds of every skill by then', () => {
    const rows = [need('b', 0, 1), need('a', 60, 0), need('a', 0, 3), need('a', 20, 2), need('b', 20, 0)];
    expect(stepsOfSkills(rows)).toEqual([
      {
        afterSeconds: 0,
        needs: [
          { skillId: 'b', level: 1 },
          { skillId: 'a', level: 3 },
        ],
      },
      { afterSeconds: 20, needs: [{ skillId: 'a', level: 2 }] },
      { afterSeconds: 60, needs: [] },
    ]);
    expect(stepsOfSkills([])).toEqual([]);
  });
});
