/** A small tenant for simulations, tests and the benchmark of the reducers: one trunk, one menu, one queue. */
import { plainLine } from '../numbers/line-digits.ts';
import type { Configuration } from '../callcontrol/configuration.ts';
import { didsOf } from '../callcontrol/dids.ts';
import { noAnnouncements } from '../queues/announcements.ts';
import { overflowTo } from '../queues/overflow.ts';
import type { Strategy } from '../queues/queue.ts';
import { standardTarget } from '../queues/service-level.ts';
import { agentId } from './simulation.ts';

export const simulatedTrunk = 'trunk-1';
export const simulatedDid = '+867550000001';

/** A tenant with one trunk, one menu and one queue whose members are all the agents. */
export function simulatedConfiguration(
  agentCount: number,
  change: { strategy?: Strategy; channels?: number } = {},
): Configuration {
  const members = Array.from({ length: agentCount }, (_, i) => ({ agentId: agentId(i), penalty: 0, order: 0 }));
  const channels = change.channels ?? 1000;
  const home = { countryCode: '86', areaCode: '755' };
  return {
    canCall: true,
    licensedChannels: channels,
    utcOffsetMinutes: 480,
    showsSupervision: false,
    keepsConsultations: false,
    pauses: new Map(),
    missedOffers: 0,
    home,
    longDistance: 'never',
    areaCodeOf: () => '',
    openRanges: [],
    numberLists: [],
    callerIds: new Map(),
    standardCallerId: null,
    trunks: new Map([
      [simulatedTrunk, { id: simulatedTrunk, channels, isEnabled: true, callerId: simulatedDid, plan: plainLine }],
    ]),
    dids: didsOf([{ trunkId: simulatedTrunk, number: simulatedDid, menuId: 'menu-1' }], home),
    menus: new Map([
      [
        'menu-1',
        {
          id: 'menu-1',
          name: '主菜单',
          prompt: 'welcome',
          invalidPrompt: 'invalid-key',
          extensionPrompt: 'enter-extension',
          waitSeconds: 5,
          tries: 3,
          keys: { 1: { to: 'queue', queueId: 'queue-1' }, 0: { to: 'extension' }, '*': { to: 'repeat' } },
          default: { to: 'queue', queueId: 'queue-1' },
        },
      ],
    ]),
    queues: new Map([
      [
        'queue-1',
        {
          id: 'queue-1',
          name: '售后支持',
          number: '901',
          isEnabled: true,
          strategy: change.strategy ?? 'round-robin',
          ringSeconds: 15,
          missPauseSeconds: 3,
          maxWaitSeconds: 120,
          maxWaiting: 200,
          overflow: overflowTo({ to: 'voicemail' }),
          announcements: noAnnouncements,
          missedOffers: null,
          maxSignedOut: null,
          target: standardTarget,
          callback: null,
          members,
          weight: 0,
          needs: [],
        },
      ],
    ]),
    departments: new Map(),
  };
}
