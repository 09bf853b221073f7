/** A call, who is in it and who is asked to join it, as the reducers know them. Plain data: it is stored as JSON and read back after a restart. */
import type { DeadlineKey } from './deadline.ts';
import type { MenuState } from '../ivr/menu.ts';
import type { OnPermanentLeg } from '../agents/permanent-leg.ts';
import type { CallbackWish } from '../queues/callback-wish.ts';
import type { Caller } from '../queues/router.ts';
import type { Callback } from './callback.ts';
import type { LeadsTo } from './event.ts';
import type { Outcome } from './outcome.ts';
import type { Segment } from './segments.ts';
import type { Supervision } from './supervision.ts';
import { apart, nowhere, type Place, type Topology } from './topology.ts';
import type { Message } from './voicemail.ts';

export type Direction = 'inbound' | 'outbound' | 'internal';

/** What the party whom the call is about does; what an agent does beside it (consults, listens) is theirs. */
export type Phase =
  /** Being prepared: its first leg is not ready for audio. */
  | 'arriving'
  | 'menu'
  | 'queued'
  /** Waits for one agent or number: an extension that was dialled, the goal of a transfer. */
  | 'offered'
  /** The placing agent's own phone is being connected. */
  | 'preparing'
  /** The other party is being called. */
  | 'dialing'
  | 'talking'
  /** Waits on a number, to be fetched from any phone. */
  | 'parked'
  | 'voicemail'
  /** A last announcement plays before the end. */
  | 'goodbye'
  | 'ended';

/** Who began a call. */
export type Origin = 'inbound' | 'agent' | 'api' | 'queue' | 'campaign' | 'menu';

export type HangupSide = 'agent' | 'other' | 'system';

/** A time in a bridge, epoch milliseconds; `to` is null while it lasts. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
  readonly bridgeId: string;
}

/** A channel of the media server, of a party or on its way to become one; it stays in the call when it has ended. */
export interface Leg {
  /** Our id and the media server's channel id; an inbound call's first leg keeps the id that the media server gave it. */
  readonly id: string;
  /** A supervisor's leg is nobody's business but theirs until they take over. */
  readonly role: 'customer' | 'agent' | 'supervisor';
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
  /** Whether early media of the far end can be heard. */
  readonly hasEarlyMedia: boolean;
  /** Agents' legs are recorded. `arming`: away in the dialplan to start its recorder, takes no commands until it is back. */
  readonly recorder: 'none' | 'arming' | 'armed';
  /** When it was in a bridge; what an armed leg's recorder wrote, in order. */
  readonly spans: readonly Span[];
  /**
   * Its agent has asked for a call that nobody offered them and does not have it yet: it says nothing of whose call it is. Absent in calls that were
   * stored before this was.
   */
  readonly isUnoffered?: boolean;
  /** The trunk by which a leg outside is connected; absent in calls that were stored before this was. */
  readonly trunkId?: string | null;
  /** The agent's permanent leg over which it goes; absent where it has a phone of its own. */
  readonly permanent?: OnPermanentLeg | null;
}

/** Somebody who is in the call. They stay when their phone is lost, and get another leg. */
export interface Party {
  /** The id of the leg with which they came. */
  readonly id: string;
  readonly kind: 'customer' | 'agent' | 'external' | 'supervisor';
  readonly agentId: string | null;
  /** E.164 where it is a number, else the extension. */
  readonly number: string;
  readonly legId: string | null;
  /**
   * `early`: heard before they have answered; `lost`: an agent whose phone is gone, for whom the others wait; `away`: an agent who is in another call
   * of theirs, while this one waits.
   */
  readonly state: 'early' | 'in' | 'lost' | 'away';
  /** The bridge that is theirs as soon as nothing keeps them out: they are lost, on hold, or there is nobody to talk with. */
  readonly room: string | null;
  /** The party that has put them on hold, and since when. */
  readonly heldBy: string | null;
  readonly heldSince: number | null;
  readonly place: Place;
  /** Nothing is heard from them, though they are connected. */
  readonly isSilent: boolean;
  /** Keys that they are still to be sent, as an extension behind their number. */
  readonly keysToSend: string;
  /** The trunk by which a number outside is connected. */
  readonly trunkId: string | null;
  readonly supervision: Supervision | null;
  /** The party that had them called in, or null. */
  readonly byPartyId: string | null;
}

/**
 * Why somebody is called into a call. `own`: the phone of the agent who places it; `dial` and `colleague`: whom they call outside and inside; `queue` and
 * `direct`: an agent for a caller; `back`: the phone of an agent who was lost; `consult`: somebody whom an agent wants to ask; `transfer`: who is to have the
 * call; `return`: the agent who gave it away, because nobody took it; `supervise`: the phone of a supervisor; `unpark`: of who fetches a parked call;
 * `pick-up`: of who takes one that rings at a colleague; `overflow`: the number of whom a queue does not keep; `mobile`: of an agent who cannot be rung.
 */
export type OfferReason =
  | 'own'
  | 'dial'
  | 'colleague'
  | 'queue'
  | 'direct'
  | 'back'
  | 'consult'
  | 'transfer'
  | 'return'
  | 'supervise'
  | 'unpark'
  | 'pick-up'
  | 'overflow'
  | 'mobile';

/** Somebody who is being called into the call and has not answered. */
export interface Offer {
  /** The id of its leg, and of the party that comes of it. */
  readonly id: string;
  readonly reason: OfferReason;
  readonly agentId: string | null;
  readonly number: string;
  /** The party that has them called, or that gets its phone back; null when the call itself does. */
  readonly byPartyId: string | null;
  /** Sent to whoever answers at a number outside. */
  readonly keys: string;
  /** The trunk on which a number outside is called. */
  readonly trunkId: string | null;
  readonly addsZero?: boolean | 'ask';
  /** The queue whose agents are asked one after the other. */
  readonly queueId: string | null;
  /** The agent who gave the call away and gets it back when nobody takes it. */
  readonly returnsTo: string | null;
  /** What a supervisor wants. */
  readonly supervision: Supervision | null;
  /** The colleague at whom the call rings that is being picked up; absent in offers that were stored before this was. */
  readonly pickedFrom?: string | null;
  /**
   * The agent whose mobile it is; who was to have the call that comes back to this agent, or the colleague whose extension was dialled; both absent in
   * all other offers.
   */
  readonly insteadOf?: string;
  readonly meantFor?: string;
}

export interface Call {
  readonly id: string;
  readonly direction: Direction;
  readonly origin: Origin;
  /** Where whoever answers goes, of a call that begins without an agent. */
  readonly leadsTo: LeadsTo | null;
  readonly phase: Phase;
  /** The other party's number, E.164 where it is one; for internal calls the callee's extension. */
  readonly number: string;
  readonly callerName: string;
  /** Our number: the DID number dialled, or the caller ID shown. */
  readonly ownNumber: string;
  readonly trunkId: string | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** Whose number was dialled, kept back until their phone is reached; absent in calls that were stored before this was. */
  readonly keptBack?: { readonly customerId: string; readonly customerName: string | null } | null;
  readonly legs: readonly Leg[];
  readonly parties: readonly Party[];
  readonly offers: readonly Offer[];
  /** Where the call has been and is: see `segments`. */
  readonly segments: readonly Segment[];
  /** The party whom the call is about, or will be when they have answered: the customer, or the colleague of an internal call. */
  readonly remoteId: string | null;
  /** The party whom the call was about has left, and those who are left talk among themselves; absent in calls that were stored before this was. */
  readonly isRemoteGone?: boolean;
  /** The agent whose call this is, or would be when their phone is back. */
  readonly agentId: string | null;
  readonly queueId: string | null;
  /**
   * Where it stands in the queue while it waits there, and stood since; `position` when it came there, from 1 on. Absent where it was stored before.
   */
  readonly queuePlace?: (Pick<Caller, 'since' | 'seq' | 'isFront'> & { readonly position?: number }) | null;
  /** The queues that have not kept the caller since they last talked with somebody; absent in calls that were stored before this was. */
  readonly overflowedFrom?: readonly string[];
  /** They are asked by which number they are to be called back, or have said it; absent in calls that were stored before this was. */
  readonly wish?: CallbackWish | null;
  /** It calls somebody back; its caller is asked for a message; both absent in calls that were stored before they were. */
  readonly callback?: Callback | null;
  readonly message?: Message | null;
  readonly menu: MenuState | null;
  readonly menuId: string | null;
  readonly keys: string;
  /** The number on which the call is parked, and the agent who parked it. */
  readonly slot: string | null;
  readonly parkedBy: string | null;
  /** Ids of the bridges that the call has in the media server. */
  readonly bridges: readonly string[];
  readonly isRecorded: boolean;
  readonly recordingStartedAt: number | null;
  readonly startedAt: number;
  /** When it first came into a queue. */
  readonly queuedAt: number | null;
  /** When somebody first talked with the party whom it is about. */
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: Outcome;
  readonly hangupSide: HangupSide | null;
  readonly cause: number | null;
  readonly isReconciled: boolean;
  readonly deadlines: Readonly<Partial<Record<DeadlineKey, number>>>;
  readonly nextSeq: number;
  /** Counter behind leg and playback ids. */
  readonly nextId: number;
  readonly version: number;
}

/** Starting values of a new call. */
export function newCall(
  given: Pick<Call, 'id' | 'direction' | 'phase' | 'number' | 'callerName' | 'ownNumber' | 'trunkId' | 'startedAt'>,
): Call {
  const { id, direction, phase, number, callerName, ownNumber, trunkId, startedAt } = given;
  return {
    id,
    direction,
    phase,
    number,
    callerName,
    ownNumber,
    trunkId,
    startedAt,
    origin: direction === 'inbound' ? 'inbound' : 'agent',
    leadsTo: null,
    customerId: null,
    customerName: null,
    keptBack: null,
    legs: [],
    parties: [],
    offers: [],
    segments: [],
    remoteId: null,
    isRemoteGone: false,
    agentId: null,
    queueId: null,
    queuePlace: null,
    overflowedFrom: [],
    wish: null,
    callback: null,
    message: null,
    menu: null,
    menuId: null,
    keys: '',
    slot: null,
    parkedBy: null,
    bridges: [],
    isRecorded: false,
    recordingStartedAt: null,
    queuedAt: null,
    answeredAt: null,
    endedAt: null,
    outcome: 'in-progress',
    hangupSide: null,
    cause: null,
    isReconciled: false,
    deadlines: {},
    nextSeq: 1,
    nextId: 1,
    version: 0,
  };
}

/** A leg that has just been asked for: nothing has happened to it yet. */
export function newLeg(
  given: Pick<Leg, 'id' | 'role' | 'agentId' | 'number' | 'startedAt' | 'isUnoffered' | 'trunkId' | 'permanent'>,
): Leg {
  const { id, role, agentId, number, startedAt, isUnoffered = false, trunkId = null, permanent = null } = given;
  return {
    id,
    role,
    agentId,
    number,
    startedAt,
    state: 'starting',
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    cause: null,
    sipCode: null,
    outcome: 'in-progress',
    hasEarlyMedia: false,
    recorder: 'none',
    spans: [],
    isUnoffered,
    trunkId,
    permanent,
  };
}

/** Somebody who has come with a leg; they stand apart until they are put somewhere. */
export function newParty(given: Pick<Party, 'id' | 'kind' | 'agentId' | 'number' | 'room'>): Party {
  const { id, kind, agentId, number, room } = given;
  return {
    id,
    kind,
    agentId,
    number,
    room,
    legId: id,
    state: 'in',
    heldBy: null,
    heldSince: null,
    place: apart,
    isSilent: false,
    keysToSend: '',
    trunkId: null,
    supervision: null,
    byPartyId: null,
  };
}

/** Somebody who is called, before anything is known of them. */
export function newOffer(given: Pick<Offer, 'id' | 'reason' | 'agentId' | 'number'> & Partial<Offer>): Offer {
  return { byPartyId: null, keys: '', trunkId: null, queueId: null, returnsTo: null, supervision: null, ...given };
}

/** The leg of a call by its id, also when it has ended; undefined for a foreign id or null. */
export const legOf = (call: Call, legId: string | null): Leg | undefined => call.legs.find((leg) => leg.id === legId);
/** The newest leg of an agent that has not ended. */
export const legOfAgent = (call: Call, agentId: string): Leg | undefined =>
  call.legs.findLast((leg) => leg.agentId === agentId && leg.state !== 'ended');
/** Whether a leg is there and has not ended. */
export const isLive = (leg: Leg | undefined): leg is Leg => leg !== undefined && leg.state !== 'ended';

/** A party by its id. */
export const partyOf = (call: Call, partyId: string | null): Party | undefined =>
  call.parties.find((party) => party.id === partyId);
/** The party that has this leg now. */
export const partyOfLeg = (call: Call, legId: string): Party | undefined =>
  call.parties.find((party) => party.legId === legId);
/** An agent who is in the call. */
export const partyOfAgent = (call: Call, agentId: string | null): Party | undefined =>
  agentId === null ? undefined : call.parties.find((party) => party.agentId === agentId);
/** The party whom the call is about, once they are in it. */
export const remoteParty = (call: Call): Party | undefined => partyOf(call, call.remoteId);
/** The agent whose call this is, while they are in it. */
export const ownerParty = (call: Call): Party | undefined => partyOfAgent(call, call.agentId);
/** An offer by its id, which is its leg's. */
export const offerOf = (call: Call, legId: string): Offer | undefined =>
  call.offers.find((offer) => offer.id === legId);
const ownPhones: readonly OfferReason[] = ['own', 'back', 'supervise', 'unpark', 'pick-up'];
/** Whether an agent's phone is rung for what they have asked for themselves: nobody offers them anything. */
export const isOwnPhone = ({ reason }: Offer): boolean => ownPhones.includes(reason);
/** Whether the others wait for somebody: an agent who is lost, or in another call. */
export const isElsewhere = ({ state }: Pick<Party, 'state'>): boolean => state === 'lost' || state === 'away';
/** Whether a party stands in a bridge, also in one with nobody else. */
export const isBridged = (party: Party): boolean => party.place.kind === 'bridge';

/** What is being played in the call, and to which leg; null when nothing is. Its end is an event. */
export function playbackOf(call: Call): { legId: string; playbackId: string } | null {
  for (const { legId, place } of call.parties)
    if (legId !== null && place.kind === 'announcement') return { legId, playbackId: place.playbackId };
  return null;
}

/** The id of the call's next leg: guessable from the call, so that a channel found after a restart names its call. */
export const nextLegId = (call: Call): string => `${call.id}.${call.nextId}`;
/** The id of what is played next to the call, told apart from leg ids by its letter. */
export const nextPlaybackId = (call: Call): string => `${call.id}.p${call.nextId}`;

/** The id of the bridge in which the party whom the call is about talks. */
export const mainBridge = (call: Call): string => `${call.id}.b1`;

/** Where everybody who has a leg stands in a call; nobody when it has ended. */
export function topologyOf(call: Call): Topology {
  if (call.phase === 'ended') return nowhere;
  const channels = call.parties.filter((party): party is Party & { legId: string } => party.legId !== null);
  return {
    parties: new Map(channels.map(({ legId, place }) => [legId, { id: legId, place: placeByLeg(call, place) }])),
    bridges: call.bridges,
  };
}

/** Whoever is supervised is known by their party, to the media server by the leg that they have now. */
const placeByLeg = (call: Call, place: Place): Place =>
  place.kind === 'supervising' ? { ...place, targetId: partyOf(call, place.targetId)?.legId ?? '' } : place;
