/** People and their sign-ins, for the shell. */
import { User } from 'lucide-react';
import { signInsShape, usersShape } from './search.ts';
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const usersWeb = webSlice('users', {
  pages: [
    {
      path: '/users',
      name: { zh: '坐席', en: 'Agents' },
      permission: 'user.read',
      menu: { group: 'people', place: 10 },
      record: 'user',
      shape: usersShape,
      texts: ['users', 'skills', 'desk-phones', 'session'],
      load: async () => (await import('./users-page.tsx')).UsersPage,
    },
    {
      path: '/sign-ins',
      name: { zh: '登录日志', en: 'Sign-in log' },
      permission: 'sign-in.read',
      menu: { group: 'people', place: 50 },
      shape: signInsShape,
      texts: ['users'],
      load: async () => (await import('./sign-ins-page.tsx')).SignInsPage,
    },
  ],
  sheets: {
    users: { zh: '坐席', en: 'agents', page: '/users' },
    'sign-ins': { zh: '登录日志', en: 'sign-in log', page: '/sign-ins' },
  },
  finds: {
    people: {
      name: { zh: '同事', en: 'Colleagues' },
      icon: User,
      record: 'user',
      target: ({ number }) => ({ number }),
    },
  },
  alsoShows: {
    role: [['users', 'options']],
    department: [['users', 'options'], queryKeys.list('users', { of: 'departments' })],
    'agent-group': [['users', 'options']],
    'caller-id': [['users', 'options']],
  },
  words: { kind: 'users.kind', signInMethod: 'users.signInMethod' },
});
