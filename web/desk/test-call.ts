/** Calls and parties for tests of what the desk shows. */
import type { LiveCall, LiveParty } from '@bahu/contract/realtime.ts';

const at = '2026-11-22T10:00:00.000Z';

/** A party called by its id, talking in the main room and hearing these. */
export const party = (partyId: string, hears: readonly string[] = [], given: Partial<LiveParty> = {}): LiveParty => ({
  partyId,
  kind: 'agent',
  agentId: null,
  name: partyId,
  number: '',
  state: hears.includes('music') ? 'held' : 'talking',
  since: at,
  isOwn: partyId === 'own',
  room: 'main',
  hears: [...hears],
  ...given,
});

/** An inbound call that was answered, with these values changed. */
export const liveCall = (given: Partial<LiveCall> = {}): LiveCall => ({
  callId: 'c',
  legId: 'c.2',
  direction: 'inbound',
  phase: 'talking',
  number: '138****0042',
  numberShown: null,
  customerId: null,
  customerName: null,
  queueName: null,
  menuKeys: '',
  startedAt: at,
  answeredAt: '2026-11-22T10:00:20.000Z',
  waitedSeconds: 12,
  isRecorded: true,
  isFarSilent: false,
  isOverPermanent: false,
  isOwnSilent: false,
  outcome: null,
  parties: [],
  supervisedBy: [],
  isOwner: true,
  offeredBy: null,
  supervising: null,
  ...given,
});

const customer = (hears: readonly string[], given: Partial<LiveParty> = {}): LiveParty =>
  party('customer', hears, { kind: 'customer', ...given });
const ringing = { state: 'ringing', room: null } as const;

/** The states of a call that a transfer goes through, as the topic tells them to the agent. */
export const scenes = {
  talking: liveCall({ parties: [customer(['own']), party('own', ['customer'])] }),
  held: liveCall({ phase: 'held', parties: [customer(['music']), party('own')] }),
  calling: liveCall({
    phase: 'consulting',
    parties: [customer(['music']), party('own'), party('colleague', [], ringing)],
  }),
  consulting: liveCall({
    phase: 'consulting',
    parties: [
      customer(['music']),
      party('own', ['colleague'], { room: 'consult' }),
      party('colleague', ['own'], { room: 'consult' }),
    ],
  }),
  swapped: liveCall({
    phase: 'consulting',
    parties: [customer(['own']), party('own', ['customer']), party('colleague', ['music'])],
  }),
  customerLost: liveCall({
    phase: 'consulting',
    parties: [
      customer([], { state: 'lost' }),
      party('own', ['colleague'], { room: 'consult' }),
      party('colleague', ['own'], { room: 'consult' }),
    ],
  }),
  conference: liveCall({
    phase: 'conference',
    parties: [
      customer(['own', 'colleague']),
      party('own', ['customer', 'colleague']),
      party('colleague', ['customer', 'own']),
    ],
  }),
  /** Whoever was consulted has hung up, and the customer still hears music. */
  alone: liveCall({ phase: 'held', parties: [customer(['music']), party('own', [], { room: 'consult' })] }),
  /** The same call on the colleague's own screen. */
  consulted: liveCall({
    isOwner: false,
    parties: [
      customer(['music']),
      party('agent', ['own'], { room: 'consult' }),
      party('own', ['agent'], { room: 'consult' }),
    ],
  }),
  supervising: liveCall({
    supervising: { agentId: 'a', name: 'agent', mode: 'listen' },
    parties: [
      customer(['agent']),
      party('agent', ['customer']),
      party('own', ['agent', 'customer'], { kind: 'supervisor', room: null }),
    ],
  }),
} as const;
export type Scene = keyof typeof scenes;
