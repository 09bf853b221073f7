/** The company of the random histories. */
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { agentId } from '../simulation/simulation.ts';
import type { Menu } from '../ivr/menu.ts';
import { noAnnouncements } from '../queues/announcements.ts';
import type { Pause } from '../agents/pause.ts';
import { mobile } from './test-callcontrol.ts';
import type { Configuration } from './configuration.ts';

export const agentCount = 5;
export const external = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;

const pause = (id: string, state: Pause['state'], limits: Partial<Pause>): [string, Pause] => [
  id,
  { id, name: id, nameEn: '', hue: 'grey', state, minutesPerDay: null, maxOfGroup: null, ...limits },
];
const goals = {
  full: { to: 'number', number: mobile },
  empty: { to: 'menu', menuId: 'menu-1' },
  emptyRule: 'unavailable',
} as const;
/** With named pauses of both states, and agents who are busy after one missed offer. */
const standard = simulatedConfiguration(agentCount);
const [first] = [...standard.queues.values()];
const [menu] = [...standard.menus.values()];
/** Whose keys lead to boxes, too: of a queue, and of an agent who may have none. */
const menus = new Map([
  [
    menu!.id,
    {
      ...menu!,
      keys: {
        ...menu!.keys,
        8: { to: 'voicemail', box: { queueId: 'queue-2' } },
        9: { to: 'voicemail', box: { agentId: agentId(0) } },
      },
    } satisfies Menu,
  ],
]);
/** Two queues that send callers to each other, to a number outside and to the menu that leads back to them. */
const queues = new Map(
  [
    {
      ...first!,
      announcements: { ...noAnnouncements, saysPosition: true, saysAgent: true },
      callback: { key: '1', attempts: 2, pauseSeconds: 40, expirySeconds: 300 },
      maxWaiting: 2,
      overflow: { ...goals, late: { to: 'queue', queueId: 'queue-2' } as const },
    },
    {
      ...first!,
      id: 'queue-2',
      announcements: { ...noAnnouncements, message: 'all-busy', music: 'music-slow' },
      overflow: { ...goals, late: { to: 'queue', queueId: 'queue-1' } as const },
    },
  ].map((queue) => [queue.id, queue]),
);
export const randomConfiguration: Configuration = {
  ...standard,
  menus,
  queues,
  pauses: new Map([pause('meal', 'away', { minutesPerDay: 1, maxOfGroup: 2 }), pause('training', 'busy', {})]),
  missedOffers: 1,
};
