/** How an agent's state is named and coloured, one's own and a colleague's alike. */
import type { DeskState } from '@bahu/contract/realtime.ts';
import type { StateColour } from './theme.ts';

export type StateWord =
  | 'offline'
  | 'ready'
  | 'busy'
  | 'away'
  | 'offered'
  | 'ringing'
  | 'dialing'
  | 'talking'
  | 'wrapUp'
  | 'held'
  | 'consulting'
  | 'conference'
  | 'supervising'
  | 'reconnecting'
  | 'muted';

const looks: Record<DeskState['state'], { word: StateWord; tone: StateColour }> = {
  offline: { word: 'offline', tone: 'away' },
  ready: { word: 'ready', tone: 'ready' },
  busy: { word: 'busy', tone: 'away' },
  away: { word: 'away', tone: 'away' },
  offered: { word: 'offered', tone: 'ringing' },
  ringing: { word: 'ringing', tone: 'ringing' },
  dialing: { word: 'dialing', tone: 'talking' },
  talking: { word: 'talking', tone: 'talking' },
  held: { word: 'held', tone: 'talking' },
  consulting: { word: 'consulting', tone: 'talking' },
  conference: { word: 'conference', tone: 'talking' },
  supervising: { word: 'supervising', tone: 'talking' },
  reconnecting: { word: 'reconnecting', tone: 'ringing' },
  'wrap-up': { word: 'wrapUp', tone: 'wrapup' },
};
/** In these the other side would hear them. */
const spoken: readonly DeskState['state'][] = ['talking', 'held', 'consulting', 'conference'];

/** Word and colour of an agent's state, one's own and a colleague's alike; that nobody hears one says more than what the call has come to. */
export const agentLook = (state: DeskState['state'], isMuted = false): { word: StateWord; tone: StateColour } =>
  isMuted && spoken.includes(state) ? { word: 'muted', tone: 'ringing' } : looks[state];
