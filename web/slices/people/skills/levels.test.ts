import { expect, it } from 'vitest';
import { levelOf, withLevel } from './levels.ts';

const agents = [
  { agentId: 'a', level: 5 },
  { agentId: 'b', level: 2 },
];

it.each([
  ['b', 4, ['a 5', 'b 4']],
  ['b', 0, ['a 5']],
  ['c', 1, ['a 5', 'b 2', 'c 1']],
  ['c', 0, ['a 5', 'b 2']],
] as const)('[U5] with %s at level %i the others keep theirs', (agentId, level, expected) => {
  const next = withLevel(agents, agentId, level);
  expect(next.map((one) => `${one.agentId} ${one.level}`)).toEqual(expected);
  expect(levelOf(next, agentId)).toBe(level);
});
