/** The agent's own softphone, state and live calls: commands here, state by realtime topics. */
import { Type, type Static } from 'typebox';
import { phoneKinds } from '@bahu/domain/sign-in/methods.ts';
import { OpenPause } from './named-pause.ts';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { RecentCall } from './recent-call.ts';
import { routes } from './route.ts';
import { MeasuredStretches } from './voice-quality.ts';

/** States that an agent may choose; the rest follows from calls (SPEC A2.4). */
export const chosenStates = ['ready', 'busy', 'away'] as const;

export const SoftphoneAccess = Type.Object({
  /** Address of record, e.g. `sip:agent-….@bahu`. */
  uri: Type.String(),
  username: Type.String(),
  password: Type.String(),
  /** Path of the SIP WebSocket on this origin. */
  path: Type.String(),
  iceServers: Type.Array(
    Type.Object({
      urls: Type.String(),
      username: Type.Optional(Type.String()),
      credential: Type.Optional(Type.String()),
    }),
  ),
});
export type SoftphoneAccess = Static<typeof SoftphoneAccess>;

/** On what the agent telephones now; `access` where it is the page. */
export const OwnPhone = Type.Object({ kind: Type.Enum([...phoneKinds]), access: Nullable(SoftphoneAccess) });
export type OwnPhone = Static<typeof OwnPhone>;

/** The answer to `phone.ask-zero`. */
const AddsZero = Type.Optional(Type.Boolean());
export const PlaceCall = Type.Object(
  {
    /** What was typed or clicked: a number in any format or an extension. */
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** A customer to call by reference, so that a masked number never reaches the browser. */
    customerId: Type.Optional(Id),
    /** Which of the customer's numbers; the primary one without. */
    numberId: Type.Optional(Id),
    /** An earlier call whose other party to call again by reference. */
    callId: Type.Optional(Id),
    /** A caller whom nobody has served, by reference. */
    missedCallId: Type.Optional(Id),
    addsZero: AddsZero,
  },
  { additionalProperties: false },
);

/** Where a call may be taken: exactly one of these. A number is read as in placing a call; an extension is the colleague. */
const destinations = {
  agentId: Type.Optional(Id),
  queueId: Type.Optional(Id),
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  addsZero: AddsZero,
};
const exactlyOne = { additionalProperties: false, minProperties: 1, maxProperties: 2 } as const;
export const ConsultTarget = Type.Object(destinations, exactlyOne);
export const TransferTarget = Type.Object({ ...destinations, menuId: Type.Optional(Id) }, exactlyOne);
export type TransferTarget = Static<typeof TransferTarget>;

/** What a supervisor may do with a colleague: the permission `monitor.<name>`, for those who are in its data scope. */
export const supervisorActs = ['listen', 'whisper', 'barge', 'take-over', 'hang-up', 'state', 'remind'] as const;
export type SupervisorAct = (typeof supervisorActs)[number];

export const DirectoryColleague = Type.Object({
  agentId: Id,
  name: Type.String(),
  extension: Type.String(),
  /** Of the name, in pinyin or Latin, in lower case. */
  initials: Type.String(),
  department: Nullable(Type.String()),
  groups: Type.Array(Type.String()),
  can: Type.Array(Type.Enum([...supervisorActs])),
  /** Whether what rings at them can be taken by the reader: a queue, an agent group or a department together, or whom they may take calls over from. */
  canPickUp: Type.Boolean(),
  /** A caller who is given to them leaves a message where they do not take the call, also while they cannot be rung. */
  takesTransfers: Type.Boolean(),
});
export type DirectoryColleague = Static<typeof DirectoryColleague>;
/** Whom and where a call can be taken inside the company; presence comes by realtime. */
export const Directory = Type.Object({
  colleagues: Type.Array(DirectoryColleague),
  queues: Type.Array(Type.Object({ queueId: Id, name: Type.String(), number: Type.String() })),
  menus: Type.Array(Type.Object({ menuId: Id, name: Type.String() })),
});
export type Directory = Static<typeof Directory>;

const callErrors = ['phone.no-such-call', 'phone.media-server-unavailable'] as const;
/** Beside a call that is up: a step that makes no sense any more is refused, as when the other one has just hung up. */
const stepErrors = [...callErrors, 'phone.not-possible'] as const;
/** Why a number outside cannot be called: as in placing a call. */
export const outsideErrors = [
  'phone.invalid-number',
  'phone.no-trunk',
  'phone.not-allowed',
  'phone.international-not-allowed',
  'phone.premium-closed',
  'phone.satellite-closed',
  'phone.number-blocked',
  'phone.do-not-call',
  'phone.consent-refused',
  'phone.tenant-suspended',
  'phone.busy-lines',
  'phone.ask-zero',
] as const;
/** Outside only with the right to call; a colleague only who can take a call now. */
const targetErrors = [
  ...stepErrors,
  ...outsideErrors,
  'phone.colleague-unavailable',
  'phone.queue-full',
  'forbidden',
] as const;
/** Why the own phone is not called first. */
export const ownPhoneErrors = [
  'phone.not-registered',
  'phone.call-in-progress',
  'phone.inside-only',
  'phone.not-possible',
  'phone.media-server-unavailable',
] as const;
/** Why a parked call does not come. */
const fetchErrors = ['phone.nothing-parked', ...ownPhoneErrors] as const;
const PartyQuery = Type.Object({ partyId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) });
const PartyParams = Type.Object({ id: Id, partyId: Type.String({ minLength: 1, maxLength: 64 }) });

export const deskRoutes = routes({
  softphone: {
    method: 'POST',
    path: '/desk/softphone',
    summary:
      'Telephone from this session: credentials for the page, or the agent’s desk phone; any earlier phone of the agent is taken over',
    permission: 'desk.use',
    reply: OwnPhone,
    errors: ['phone.no-desk-phone', 'phone.media-server-unavailable'],
    secretReply: 'of-person',
  },
  setState: {
    method: 'PUT',
    path: '/desk/state',
    summary: 'Choose my state, and for being busy or away a named reason of it',
    permission: 'desk.use',
    body: Type.Object(
      { state: Type.Enum([...chosenStates]), pauseId: Type.Optional(Nullable(Id)) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: ['phone.pause-used-up', 'phone.pause-full', 'phone.media-server-unavailable'],
  },
  pauses: {
    method: 'GET',
    path: '/desk/pauses',
    summary: 'Named reasons for being busy or away, with what is left of each today and who keeps me from it',
    permission: 'desk.use',
    reply: Type.Object({ items: Type.Array(OpenPause) }),
    errors: ['phone.media-server-unavailable'],
  },
  signIn: {
    method: 'PUT',
    path: '/desk/queues/:id',
    summary: 'Sign in to a queue of mine: its callers are offered to me',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: ['phone.media-server-unavailable'],
  },
  signOut: {
    method: 'DELETE',
    path: '/desk/queues/:id',
    summary: 'Sign out of a queue of mine, unless as many are signed out as it allows',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: ['phone.sign-outs-full', 'phone.media-server-unavailable'],
  },
  finishWrapUp: {
    method: 'DELETE',
    path: '/desk/wrap-up',
    summary: 'End after-call work early',
    permission: 'desk.use',
    reply: Empty,
    errors: ['phone.media-server-unavailable'],
  },
  extendWrapUp: {
    method: 'POST',
    path: '/desk/wrap-up',
    summary: 'Extend after-call work by a minute',
    permission: 'desk.use',
    reply: Empty,
    errors: ['phone.media-server-unavailable'],
  },
  placeCall: {
    method: 'POST',
    path: '/desk/calls',
    summary:
      'Place a call (call.place): my softphone first, then the other party. The number of a parked call fetches it (desk.use)',
    // Which of the two is needed stands in what was dialled.
    permission: 'session',
    body: PlaceCall,
    reply: Type.Object({ callId: Id }),
    errors: [...outsideErrors, ...fetchErrors, 'forbidden'],
  },
  hold: {
    method: 'PUT',
    path: '/desk/calls/:id/hold',
    summary: 'Put the others, or one party, on hold with music',
    permission: 'desk.use',
    params: IdParams,
    query: PartyQuery,
    reply: Empty,
    errors: callErrors,
  },
  resume: {
    method: 'DELETE',
    path: '/desk/calls/:id/hold',
    summary: 'Take the others, or one party, back',
    permission: 'desk.use',
    params: IdParams,
    query: PartyQuery,
    reply: Empty,
    errors: callErrors,
  },
  sendDigits: {
    method: 'POST',
    path: '/desk/calls/:id/digits',
    summary: 'Send keys to the other party',
    permission: 'desk.use',
    params: IdParams,
    body: Type.Object({ digits: Type.String({ pattern: '^[0-9*#]{1,32}$' }) }, { additionalProperties: false }),
    reply: Empty,
    errors: callErrors,
  },
  tellQuality: {
    method: 'POST',
    path: '/desk/calls/:id/quality',
    summary: 'Tell how my own leg of a call sounds here, a stretch about every five seconds',
    permission: 'desk.use',
    params: IdParams,
    body: MeasuredStretches,
    reply: Empty,
    errors: ['phone.no-such-call'],
  },
  answer: {
    method: 'POST',
    path: '/desk/calls/:id/answer',
    summary: 'Take the call that rings at me over my permanent audio connection; else my phone takes it',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: callErrors,
  },
  hangUp: {
    method: 'DELETE',
    path: '/desk/calls/:id',
    summary: 'Hang up, refuse or give up my call',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: callErrors,
  },
  consult: {
    method: 'POST',
    path: '/desk/calls/:id/consult',
    summary: 'Call somebody beside the call, while the other party hears music',
    permission: 'desk.use',
    params: IdParams,
    body: ConsultTarget,
    reply: Empty,
    errors: targetErrors,
  },
  stopConsult: {
    method: 'DELETE',
    path: '/desk/calls/:id/consult',
    summary: 'Let go of whom I consult and take the other party back',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: stepErrors,
  },
  transfer: {
    method: 'POST',
    path: '/desk/calls/:id/transfer',
    summary: 'Hand the call on without asking first',
    permission: 'desk.use',
    params: IdParams,
    body: TransferTarget,
    reply: Empty,
    errors: targetErrors,
  },
  completeTransfer: {
    method: 'POST',
    path: '/desk/calls/:id/complete',
    summary: 'Leave the call: the others go on without me',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: stepErrors,
  },
  swap: {
    method: 'POST',
    path: '/desk/calls/:id/swap',
    summary: 'Talk with the other one of the two',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: stepErrors,
  },
  switchCall: {
    method: 'POST',
    path: '/desk/calls/:id/switch',
    summary: 'Go over to this call of mine, which waits; the other one waits then',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: stepErrors,
  },
  merge: {
    method: 'POST',
    path: '/desk/calls/:id/merge',
    summary: 'Bring all together: everybody hears everybody',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: stepErrors,
  },
  dropParty: {
    method: 'DELETE',
    path: '/desk/calls/:id/parties/:partyId',
    summary: 'Hang one party up; the call goes on',
    permission: 'desk.use',
    params: PartyParams,
    reply: Empty,
    errors: stepErrors,
  },
  pickUp: {
    method: 'POST',
    path: '/desk/calls/:id/pick-up',
    summary: 'Take a call that rings at a colleague of my queue, group or department',
    permission: 'desk.use',
    params: IdParams,
    body: Type.Object({ agentId: Id }, { additionalProperties: false }),
    reply: Empty,
    errors: [...stepErrors, 'phone.not-registered', 'phone.call-in-progress', 'phone.inside-only', 'forbidden'],
  },
  park: {
    method: 'POST',
    path: '/desk/calls/:id/park',
    summary: 'Park the call on a number, from which anybody fetches it',
    permission: 'desk.use',
    params: IdParams,
    reply: Type.Object({ slot: Type.String() }),
    errors: stepErrors,
  },
  fetch: {
    method: 'POST',
    path: '/desk/calls/:id/fetch',
    summary: 'Fetch a parked call; placing a call to its number does the same',
    permission: 'desk.use',
    params: IdParams,
    reply: Empty,
    errors: fetchErrors,
  },
  recent: {
    method: 'GET',
    path: '/desk/recent',
    summary: 'My latest 20 calls',
    permission: 'desk.use',
    reply: Type.Object({ items: Type.Array(RecentCall) }),
  },
  directory: {
    method: 'GET',
    path: '/desk/directory',
    summary: 'Colleagues, queues and voice menus, with what I may do with each colleague',
    permission: 'desk.use',
    reply: Directory,
  },
  demoCall: {
    method: 'POST',
    path: '/desk/demo-call',
    summary: 'Let the simulated carrier call this tenant',
    permission: 'demo.call',
    body: Type.Object(
      { caller: Type.Optional(Type.String({ pattern: '^[0-9]{5,15}$' })) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: ['demo.unavailable'],
  },
});
