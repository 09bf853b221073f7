import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  excused: {
    'todos.read': 'what somebody has read stands with the record, by name',
    'todos.move': 'when somebody is reminded again is theirs alone',
  },
};
