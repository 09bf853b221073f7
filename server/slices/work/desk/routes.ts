/** The agent's desk over HTTP: state, softphone, calls. What happens then comes back over the realtime topic. */
import type { Chosen } from '@bahu/domain/agents/agent.ts';
import { deskRoutes } from '@bahu/contract/desk.ts';
import type { OpenPause } from '@bahu/contract/named-pause.ts';
import type { MeasuredStretch } from '@bahu/contract/voice-quality.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx, Handlers } from '../../../kernel/http/mount.ts';
import { phoneOf, type DeskPhones } from '../../people/desk-phones/index.ts';
import { asking, mustHold, readDialled, type Dialled } from './dialing.ts';
import { readDirectory } from './directory.ts';
import { missedCaller, otherPartyOfCall, phoneOfCustomer, recentCallsOf, type Party } from './store.ts';
import { transferHandlers, type CallSteps } from './transfers.ts';

/** A call that somebody may place. */
export interface WantedCall {
  target: { kind: 'external' | 'extension' | 'queue-number'; number: string; keys?: string; addsZero?: boolean };
  customer: { id: string; name: string } | null;
  /** The call tells who the customer is only when their phone has been reached. */
  isToldOnceReached: boolean;
  /** The id of the call, where it has been noted before. */
  callId?: string;
  /** Refused while the agent has any call, also one that could wait. */
  needsIdle?: boolean;
}

/** What the desk needs of telephony. */
interface Phone {
  tell(tenantId: string, event: Event): Promise<void>;
  tellCall(tenantId: string, agentId: string, callId: string, event: Event): Promise<void>;
  place(tenantId: string, agentId: string, wanted: WantedCall): Promise<string>;
}

/** What rings: credentials for the page, or the agent's desk phone. */
interface Softphones {
  issuePhone(
    tenantId: string,
    agentId: string,
    sessionId: string,
  ): Promise<{ uri: string; username: string; password: string }>;
  useDeskPhone(tenantId: string, agentId: string, sessionId: string): Promise<void>;
}

/** What agents choose to be. */
interface States {
  choose(tenantId: string, agentId: string, chosen: Chosen, pauseId: string | null): Promise<void>;
  pausesOf(tenantId: string, agentId: string): OpenPause[];
  signFor(tenantId: string, agentId: string, queueId: string, how: 'in' | 'out'): Promise<void>;
}

/** What browsers tell of their own sound. False when the agent has no such call. */
interface Quality {
  told(agentId: string, callId: string, stretches: readonly MeasuredStretch[]): boolean;
}

export interface DeskOptions {
  phone: Phone;
  quality: Quality;
  states: States;
  softphones: Softphones;
  deskPhones: DeskPhones;
  calls: CallSteps;
  homeOf: (tenantId: string) => Home;
  findCustomer: (tenantId: string, number: string) => Promise<{ id: string; name: string } | null>;
  /** Lets the simulated carrier call the tenant, or null when none is attached. */
  demoCall: ((tenantId: string, principal: string | undefined) => Promise<void>) | null;
}

/** Path of the SIP WebSocket on our own origin. */
export const sipPath = '/sip';

export function deskHandlers(options: DeskOptions): Handlers<typeof deskRoutes> {
  const { phone } = options;
  const tellOwn = (ctx: Ctx, event: (agentId: string) => Event): Promise<object> =>
    phone.tell(ctx.principal.tenantId, event(ctx.principal.userId)).then(() => ({}));
  const tellCall = (ctx: Ctx, callId: string, event: (agentId: string) => Event): Promise<object> =>
    phone.tellCall(ctx.principal.tenantId, ctx.principal.userId, callId, event(ctx.principal.userId)).then(() => ({}));
  return {
    softphone: async ({ principal: { tenantId, userId, sessionId }, tenant }) => {
      const kind = await tenant((tx) => phoneOf(tx, userId));
      if (kind === null) throw new Refusal('phone.no-desk-phone');
      if (kind === 'browser') {
        const access = await options.softphones.issuePhone(tenantId, userId, sessionId);
        return { kind, access: { ...access, path: sipPath, iceServers: [] } };
      }
      await options.softphones.useDeskPhone(tenantId, userId, sessionId);
      return { kind, access: null };
    },
    setState: async ({ principal: { tenantId, userId } }, { body: { state, pauseId = null } }) => {
      await options.states.choose(tenantId, userId, state, pauseId);
      return {};
    },
    pauses: async ({ principal: { tenantId, userId } }) => ({ items: options.states.pausesOf(tenantId, userId) }),
    signIn: ({ principal: { tenantId, userId } }, { params: { id } }) =>
      options.states.signFor(tenantId, userId, id, 'in').then(() => ({})),
    signOut: ({ principal: { tenantId, userId } }, { params: { id } }) =>
      options.states.signFor(tenantId, userId, id, 'out').then(() => ({})),
    finishWrapUp: (ctx) => tellOwn(ctx, (agentId) => ({ type: 'finish-wrap-up', agentId })),
    extendWrapUp: (ctx) => tellOwn(ctx, (agentId) => ({ type: 'extend-wrap-up', agentId })),
    placeCall: (ctx, { body }) => placeCall(options, ctx, body),
    ...transferHandlers(options),
    hold: (ctx, { params: { id }, query }) =>
      options.calls.hold(ctx.principal.tenantId, ctx.principal.userId, id, query.partyId).then(() => ({})),
    resume: (ctx, { params: { id }, query }) =>
      tellCall(ctx, id, (agentId) => ({ type: 'resume', agentId, callId: id, ...query })),
    answer: (ctx, { params: { id } }) => tellCall(ctx, id, (agentId) => ({ type: 'answer', agentId, callId: id })),
    hangUp: (ctx, { params: { id } }) => tellCall(ctx, id, (agentId) => ({ type: 'hang-up', agentId, callId: id })),
    sendDigits: (ctx, { params: { id }, body }) =>
      tellCall(ctx, id, (agentId) => ({ type: 'send-digits', agentId, callId: id, digits: body.digits })),
    tellQuality: async ({ principal }, { params: { id }, body }) => {
      if (!options.quality.told(principal.userId, id, body.stretches)) throw new Refusal('phone.no-such-call');
      return {};
    },
    recent: async (ctx) => ({ items: await ctx.tenant((tx) => recentCallsOf(tx, ctx.principal)) }),
    directory: (ctx) => ctx.tenant((tx) => readDirectory(tx, ctx.principal)),
    demoCall: async ({ principal }, { body }) => {
      if (!options.demoCall) throw new Refusal('demo.unavailable');
      await options.demoCall(principal.tenantId, body.caller);
      return {};
    },
  };
}

/**
 * By number, by customer or by an earlier call: the last two keep a masked number out of the browser. Whoever has a desk fetches a parked call, also by its
 * number; to call anybody needs the right to.
 */
async function placeCall(options: DeskOptions, ctx: Ctx, wanted: Wanted): Promise<{ callId: string }> {
  const { tenantId, userId: agentId } = ctx.principal;
  const isTyped = wanted.number !== undefined;
  if (!isTyped) mustHold(ctx, 'call.place');
  const party = await partyOf(ctx, wanted);
  const dialled = await readDialled(ctx, party.number, { home: options.homeOf(tenantId), isTyped });
  mustHold(ctx, dialled.kind === 'slot' ? 'desk.use' : 'call.place');
  if (dialled.kind === 'slot')
    return { callId: await options.calls.fetch(tenantId, agentId, { slot: dialled.number }) };
  const isToldOnceReached = party.customer === null && ctx.principal.masksNumbers;
  return placeOut(options, ctx, { dialled, party, isToldOnceReached, addsZero: wanted.addsZero });
}

interface Outgoing extends Pick<WantedCall, 'isToldOnceReached' | 'callId' | 'needsIdle'> {
  dialled: Exclude<Dialled, { kind: 'slot' }>;
  party: Pick<Party, 'keys' | 'customer'>;
  addsZero: boolean | undefined;
}

/** @throws Refusal saying why not. */
async function placeOut(
  options: Pick<DeskOptions, 'phone' | 'findCustomer'>,
  ctx: Ctx,
  { dialled, party, addsZero, ...how }: Outgoing,
): Promise<{ callId: string }> {
  const { tenantId, userId: agentId } = ctx.principal;
  const target = { ...dialled, keys: dialled.keys || party.keys, ...(addsZero !== undefined && { addsZero }) };
  const find = async () => (dialled.kind === 'external' ? options.findCustomer(tenantId, dialled.number) : null);
  const customer = party.customer ?? (await find());
  const callId = await asking(ctx, dialled.number, () =>
    options.phone.place(tenantId, agentId, { target, customer, ...how }),
  );
  return { callId };
}

/** A call outside to a number (E.164) that a slice has for the agent, by all that holds for a call of theirs; its id is noted already. */
export interface ListedCall {
  number: string;
  keys: string;
  callId: string;
  addsZero: boolean | undefined;
}
/** @throws Refusal saying why not, forbidden without the right to call. */
export async function placeListed(
  options: Pick<DeskOptions, 'phone' | 'findCustomer' | 'homeOf'>,
  ctx: Ctx,
  { number, keys, ...how }: ListedCall,
): Promise<void> {
  mustHold(ctx, 'call.place');
  const dialled = await readDialled(ctx, number, { home: options.homeOf(ctx.principal.tenantId), isTyped: false });
  if (dialled.kind === 'slot') throw new Refusal('not-found');
  // Whom it was who gave the agent the number, who does not learn by it whose a number of their choice is.
  const party = { keys, customer: null };
  await placeOut(options, ctx, { dialled, party, isToldOnceReached: false, needsIdle: true, ...how });
}

interface Wanted {
  number?: string;
  customerId?: string;
  numberId?: string;
  callId?: string;
  missedCallId?: string;
  /** What the agent has said of the 0 of long distance. */
  addsZero?: boolean;
}

async function partyOf(ctx: Ctx, wanted: Wanted): Promise<Party> {
  const { number, customerId, numberId, callId, missedCallId } = wanted;
  if ([number, customerId, callId, missedCallId].filter((one) => one !== undefined).length !== 1)
    throw new Refusal('input.invalid');
  if (number !== undefined) return { number, keys: '', customer: null };
  const found = await ctx.tenant((tx) =>
    customerId
      ? phoneOfCustomer(tx, ctx.principal, customerId, numberId)
      : missedCallId
        ? missedCaller(tx, ctx.principal, missedCallId)
        : otherPartyOfCall(tx, ctx.principal, callId!),
  );
  if (!found) throw new Refusal('not-found');
  return found;
}
