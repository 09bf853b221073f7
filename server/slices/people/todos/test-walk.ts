import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  excused: {
    'todos.read': 'what somebody has read stands with the record, by name',
    'todos.notices': 'which of somebody’s screens says a reminder is nobody else’s business',
    'todos.move': 'when somebody is reminded again is theirs alone',
  },
};
