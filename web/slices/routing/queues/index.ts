/** Queues, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const queuesShape = { search: 'text', enabled: 'flag', open: 'id' } as const;

export const queuesWeb = webSlice('queues', {
  pages: [
    {
      path: '/queues',
      name: { zh: '队列', en: 'Queues' },
      permission: 'queue.read',
      menu: { group: 'people', place: 42 },
      record: 'queue',
      shape: queuesShape,
      texts: ['queues'],
      load: async () => (await import('./queues-page.tsx')).QueuesPage,
    },
  ],
  sheets: { queues: { zh: '队列', en: 'queues', page: '/queues' } },
  alsoShows: { user: [['queues', 'one']] },
  words: {
    strategy: 'queues.strategies',
    overflow: 'queues.overflows',
    overflowFull: 'queues.overflows',
    overflowEmpty: 'queues.overflows',
    overflowEmptyRule: 'queues.emptyRules',
    announcedFile: 'queues.messages',
    agentBeforeFile: 'queues.files',
    agentAfterFile: 'queues.files',
    music: 'queues.musics',
  },
});
