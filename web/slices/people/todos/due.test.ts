import type { Todo } from '@bahu/contract/todos.ts';
import { expect, it } from 'vitest';
import { dueToday } from './due.ts';

const todo = (id: string, part: Partial<Todo> = {}): Todo => ({
  kind: 'follow-up',
  id,
  title: id,
  about: null,
  detail: '',
  level: 'normal',
  at: '2026-11-29T10:00:00.000Z',
  customerId: `c-${id}`,
  call: { customerId: `c-${id}` },
  isTimed: true,
  isMovable: true,
  whose: null,
  ...part,
});
const announcement = todo('a', { kind: 'announcement', customerId: null, call: null, isTimed: false });

it('[C8] customers to call today begin with the longest due, and hold no announcement', () => {
  const found = { items: [todo('second'), announcement, todo('first')], coming: [todo('third'), todo('fourth')] };
  expect(dueToday(found).map(({ id, isDue }) => [id, isDue])).toEqual([
    ['first', true],
    ['second', true],
    ['third', false],
    ['fourth', false],
  ]);
});
