/** The agent's own softphone, state and live calls: commands here, state by realtime topics. */
import { Type, type Static } from 'typebox';
import { callOutcomes } from './calls.ts';
import { Empty, Id, IdParams, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/** States that an agent may choose; the rest follows from calls (SPEC A2.4). */
export const chosenStates = ['ready', 'busy', 'away'] as const;

/** What rings: the page itself by WebRTC, or a SIP desk phone that is given these credentials. */
export const phoneKinds = ['browser', 'desk'] as const;

export const SoftphoneAccess = Type.Object({
  /** Address of record, e.g. `sip:agent-….@bahu`. */
  uri: Type.String(),
  username: Type.String(),
  password: Type.String(),
  /** Path of the SIP WebSocket on this origin. */
  path: Type.String(),
  iceServers: Type.Array(Type.Object({ urls: Type.String(), username: Type.Optional(Type.String()), credential: Type.Optional(Type.String()) })),
});
export type SoftphoneAccess = Static<typeof SoftphoneAccess>;

export const PlaceCall = Type.Object({
  /** What was typed or clicked: a number in any format or an extension. */
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** A customer to call by reference, so that a masked number never reaches the browser. */
  customerId: Type.Optional(Id),
  /** An earlier call whose other party to call again by reference. */
  callId: Type.Optional(Id),
}, { additionalProperties: false });

export const RecentCall = Type.Object({
  /** `number` is the other party's, of an internal call its extension; `talkSeconds` is 0 for a call that was not taken here. */
  callId: Id, direction: Type.Enum(['inbound', 'outbound', 'internal']), number: Type.String(), customerId: Nullable(Id), customerName: Nullable(Type.String()),
  startedAt: Time, talkSeconds: Type.Integer(),
  /** How it ended for this agent: `missed` when it rang here and was not taken, `refused` when they declined it; else as the call did. */
  outcome: Type.Enum([...callOutcomes, 'missed']),
});

const callErrors = ['phone.no-such-call', 'phone.engine-away'] as const;

export const deskRoutes = routes({
  softphone: { method: 'POST', path: '/desk/softphone', summary: 'Mint softphone credentials for this session; any earlier softphone of the agent is taken over', permission: 'desk.use', query: Type.Object({ kind: Type.Optional(Type.Enum([...phoneKinds])) }), reply: SoftphoneAccess, errors: ['phone.engine-away'], secretReply: true },
  setState: {
    method: 'PUT', path: '/desk/state', summary: 'Choose my state', permission: 'desk.use',
    body: Type.Object({ state: Type.Enum([...chosenStates]) }, { additionalProperties: false }), reply: Empty, errors: ['phone.engine-away'],
  },
  finishWrapUp: { method: 'DELETE', path: '/desk/wrap-up', summary: 'End after-call work early', permission: 'desk.use', reply: Empty, errors: ['phone.engine-away'] },
  extendWrapUp: { method: 'POST', path: '/desk/wrap-up', summary: 'Extend after-call work by a minute', permission: 'desk.use', reply: Empty, errors: ['phone.engine-away'] },
  placeCall: {
    method: 'POST', path: '/desk/calls', summary: 'Place a call: my softphone first, then the other party', permission: 'call.place',
    body: PlaceCall, reply: Type.Object({ callId: Id }), errors: ['phone.invalid-number', 'phone.not-registered', 'phone.call-in-progress', 'phone.no-trunk', 'phone.not-allowed', 'phone.international-not-allowed', 'phone.premium-closed', 'phone.satellite-closed', 'phone.tenant-suspended', 'phone.busy-lines', 'phone.engine-away'],
  },
  hold: { method: 'PUT', path: '/desk/calls/:id/hold', summary: 'Put the other party on hold with music', permission: 'desk.use', params: IdParams, reply: Empty, errors: callErrors },
  resume: { method: 'DELETE', path: '/desk/calls/:id/hold', summary: 'Take the other party back', permission: 'desk.use', params: IdParams, reply: Empty, errors: callErrors },
  sendDigits: {
    method: 'POST', path: '/desk/calls/:id/digits', summary: 'Send keys to the other party', permission: 'desk.use', params: IdParams,
    body: Type.Object({ digits: Type.String({ pattern: '^[0-9*#]{1,32}$' }) }, { additionalProperties: false }), reply: Empty, errors: callErrors,
  },
  hangUp: { method: 'DELETE', path: '/desk/calls/:id', summary: 'Hang up, refuse or give up my call', permission: 'desk.use', params: IdParams, reply: Empty, errors: callErrors },
  recent: { method: 'GET', path: '/desk/recent', summary: 'My latest 20 calls', permission: 'desk.use', reply: Type.Object({ items: Type.Array(RecentCall) }) },
  colleagues: {
    method: 'GET', path: '/desk/colleagues', summary: 'Directory of colleagues; presence comes by realtime', permission: 'desk.use',
    reply: Type.Object({ items: Type.Array(Type.Object({ agentId: Id, name: Type.String(), extension: Type.String() })) }),
  },
  demoCall: {
    method: 'POST', path: '/desk/demo-call', summary: 'Let the simulated carrier call this tenant', permission: 'demo.call',
    body: Type.Object({ caller: Type.Optional(Type.String({ pattern: '^[0-9]{5,15}$' })) }, { additionalProperties: false }),
    reply: Empty, errors: ['demo.unavailable'],
  },
});
