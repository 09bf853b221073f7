/** A call and its legs as the reducers know them. Plain data: it is stored as JSON and read back after a restart. */
import { apart, nowhere, type Place, type Topology } from './topology.ts';
import type { MenuState } from '../ivr/menu.ts';
import type { Outcome } from './outcome.ts';

export type Direction = 'inbound' | 'outbound' | 'internal';

export type Phase =
  /** Being prepared: its first leg is not ready for audio. */
  | 'arriving'
  | 'menu'
  | 'queued'
  /** An agent whom the caller dialled by hand is rung. */
  | 'extension'
  /** The placing agent's own phone is being connected. */
  | 'preparing'
  /** The other party is being called. */
  | 'dialing'
  | 'talking'
  /** The agent's phone is lost in mid-call; the other party hears music. */
  | 'reconnecting'
  | 'voicemail'
  /** A last announcement plays before the end. */
  | 'goodbye'
  | 'ended';

export type HangupSide = 'agent' | 'other' | 'system';

/** A time in the bridge, epoch milliseconds; `to` is null while it lasts. */
export interface Span { readonly from: number; readonly to: number | null }

export interface Leg {
  /** Our id and the media server's channel id; an inbound call's first leg keeps the id that the engine gave it. */
  readonly id: string;
  readonly role: 'customer' | 'agent';
  readonly agentId: string | null;
  readonly number: string;
  readonly state: 'starting' | 'ringing' | 'up' | 'ended';
  readonly startedAt: number;
  readonly ringingAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly cause: number | null;
  readonly sipCode: number | null;
  readonly outcome: Outcome;
  /** Whether early media or ringing of the far end can be heard. */
  readonly hasEarlyMedia: boolean;
  /** Agents' legs are recorded. `arming`: away in the dialplan to start its recorder, takes no commands until it is back. */
  readonly recorder: 'none' | 'arming' | 'armed';
  /** Where whoever is at its other end stands in the call, and so what they hear. */
  readonly place: Place;
  /** When it was in a bridge; what an armed leg's recorder wrote, in order. */
  readonly spans: readonly Span[];
}

export type DeadlineName = 'menu' | 'queue' | 'ring' | 'dial' | 'music' | 'grace' | 'voicemail' | 'goodbye' | 'keys';

export interface Call {
  readonly id: string;
  readonly direction: Direction;
  readonly phase: Phase;
  /** The other party's number, E.164 where it is one; for internal calls the callee's extension. */
  readonly number: string;
  readonly callerName: string;
  /** Our number: the DID number dialled, or the caller ID shown. */
  readonly lineNumber: string;
  readonly trunkId: string | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** Whose number was dialled, kept back until their phone is reached; absent in calls that were stored before this was. */
  readonly keptBack?: { readonly customerId: string; readonly customerName: string | null } | null;
  readonly legs: readonly Leg[];
  /** The leg of the other party: the customer, or the colleague of an internal call. */
  readonly farLegId: string | null;
  /** The leg of the agent whose call this is. */
  readonly nearLegId: string | null;
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly menu: MenuState | null;
  readonly menuId: string | null;
  readonly keys: string;
  /** What whoever answers is sent, as an extension behind a switchboard; empty when there is nothing, or it was sent. */
  readonly keysToSend: string;
  /** The leg that holds the others off with music. */
  readonly heldBy: string | null;
  readonly heldSince: number | null;
  readonly holdMs: number;
  /** Nothing is heard from the other party, though it is connected. */
  readonly isFarSilent: boolean;
  /** Ids of the bridges that the call has in the media server. */
  readonly bridges: readonly string[];
  readonly isRecorded: boolean;
  readonly recordingStartedAt: number | null;
  readonly startedAt: number;
  readonly queuedAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: Outcome;
  readonly hangupSide: HangupSide | null;
  readonly cause: number | null;
  readonly isReconciled: boolean;
  readonly deadlines: Readonly<Partial<Record<DeadlineName, number>>>;
  readonly nextSeq: number;
  /** Counter behind leg and playback ids. */
  readonly nextId: number;
  readonly version: number;
}

/** Starting values of a new call. */
export function newCall(given: Pick<Call, 'id' | 'direction' | 'phase' | 'number' | 'callerName' | 'lineNumber' | 'trunkId' | 'startedAt'>): Call {
  return {
    ...given, customerId: null, customerName: null, keptBack: null, legs: [], farLegId: null, nearLegId: null, agentId: null, queueId: null, menu: null, menuId: null, keys: '', keysToSend: '',
    heldBy: null, heldSince: null, holdMs: 0, isFarSilent: false, bridges: [], isRecorded: false, recordingStartedAt: null,
    queuedAt: null, answeredAt: null, endedAt: null, outcome: 'in-progress', hangupSide: null, cause: null, isReconciled: false,
    deadlines: {}, nextSeq: 1, nextId: 1, version: 0,
  };
}

/** A leg that has just been asked for: nothing has happened to it yet. */
export function newLeg(given: Pick<Leg, 'id' | 'role' | 'agentId' | 'number' | 'startedAt'>): Leg {
  return {
    ...given, state: 'starting', ringingAt: null, answeredAt: null, endedAt: null, cause: null, sipCode: null, outcome: 'in-progress',
    hasEarlyMedia: false, recorder: 'none', place: apart, spans: [],
  };
}

/** The leg of a call by its id, also when it has ended; undefined for a foreign id or null. */
export const legOf = (call: Call, legId: string | null): Leg | undefined => call.legs.find((leg) => leg.id === legId);
/** The leg of the other party: the caller's, or the one that was dialled. */
export const farLeg = (call: Call): Leg | undefined => legOf(call, call.farLegId);
/** The leg of the agent who has the call. */
export const nearLeg = (call: Call): Leg | undefined => legOf(call, call.nearLegId);
/** The agent's newest leg that has not ended. */
export const legOfAgent = (call: Call, agentId: string): Leg | undefined => call.legs.findLast((leg) => leg.agentId === agentId && leg.state !== 'ended');
/** Whether a leg stands in a bridge, also in one with nobody else. */
export const isBridged = (leg: Leg): boolean => leg.place.kind === 'bridge';
/** The leg in a place from `now` on. */
export function placed(leg: Leg, place: Place, now: number): Pick<Leg, 'place' | 'spans'> {
  if (isBridged(leg) === (place.kind === 'bridge')) return { place, spans: leg.spans };
  const spans = isBridged(leg) ? leg.spans.map((span) => (span.to === null ? { ...span, to: now } : span)) : [...leg.spans, { from: now, to: null }];
  return { place, spans };
}

/** What is being played in the call, and to which leg; null when nothing is. Its end is an event. */
export function playbackOf(call: Call): { legId: string; playbackId: string } | null {
  for (const { id, state, place } of call.legs) if (state !== 'ended' && place.kind === 'announcement') return { legId: id, playbackId: place.playbackId };
  return null;
}

/** Whether a leg is there and has not ended. */
export const isLive = (leg: Leg | undefined): leg is Leg => leg !== undefined && leg.state !== 'ended';

/** The id of the call's next leg: guessable from the call, so that a channel found after a restart names its call. */
export const nextLegId = (call: Call): string => `${call.id}.${call.nextId}`;
/** The id of what is played next to the call, told apart from leg ids by its letter. */
export const nextPlaybackId = (call: Call): string => `${call.id}.p${call.nextId}`;

/** The id of the bridge in which a call's parties talk. */
export const mainBridge = (call: Call): string => `${call.id}.b1`;

/** Where everybody stands in a call; nobody when it has ended. */
export function topologyOf(call: Call): Topology {
  if (call.phase === 'ended') return nowhere;
  return { parties: new Map(call.legs.filter(isLive).map(({ id, place }) => [id, { id, place }])), bridges: call.bridges };
}

/** The call that a leg id of ours belongs to, or null for a foreign channel id. */
export const callIdOfLeg = (legId: string): string | null => /^([0-9a-f]{8}-[0-9a-f-]{27})\.[0-9]+$/.exec(legId)?.[1] ?? null;
