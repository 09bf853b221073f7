/** The agent's desk over HTTP: state, softphone, calls. What happens then comes back over the realtime topic. */
import { deskRoutes } from '@bahu/contract/desk.ts';
import { parseDial, type Home } from '@bahu/domain/numbers/dial.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { audit } from '../../kernel/audit.ts';
import { Refusal } from '../../kernel/errors.ts';
import { limitPerHour } from '../../kernel/hourly-limit.ts';
import { invalidNumber } from '../../kernel/number-refusal.ts';
import type { Ctx, Handlers } from '../../kernel/http/mount.ts';
import { colleaguesOf, otherPartyOfCall, phoneOfCustomer, recentCallsOf, type Party } from './store.ts';

/** A call that somebody may place. */
export interface WantedCall {
  target: { kind: 'external' | 'extension'; number: string; keys?: string };
  customer: { id: string; name: string } | null;
  /** The call tells who the customer is only when their phone has been reached. */
  isToldOnceReached: boolean;
}

/** What the desk needs of telephony. */
export interface Phone {
  tell(tenantId: string, event: Event): Promise<void>;
  tellCall(tenantId: string, agentId: string, callId: string, event: Event): Promise<void>;
  place(tenantId: string, agentId: string, wanted: WantedCall): Promise<string>;
  mintPhone(tenantId: string, agentId: string, sessionId: string, kind: 'browser' | 'desk'): Promise<{ uri: string; username: string; password: string }>;
}

export interface DeskOptions {
  phone: Phone;
  homeOf: (tenantId: string) => Home;
  findCustomer: (tenantId: string, number: string) => Promise<{ id: string; name: string } | null>;
  /** Lets the simulated carrier call the tenant, or null when none is attached. */
  demoCall: ((tenantId: string, caller: string | undefined) => Promise<void>) | null;
}

/** Path of the SIP WebSocket on our own origin. */
export const sipPath = '/sip';

export function deskHandlers(options: DeskOptions): Handlers<typeof deskRoutes> {
  const { phone } = options;
  const tellOwn = (ctx: Ctx, event: (agentId: string) => Event): Promise<object> => phone.tell(ctx.caller.tenantId, event(ctx.caller.agentId)).then(() => ({}));
  const tellCall = (ctx: Ctx, callId: string, event: (agentId: string) => Event): Promise<object> =>
    phone.tellCall(ctx.caller.tenantId, ctx.caller.agentId, callId, event(ctx.caller.agentId)).then(() => ({}));
  return {
    softphone: async ({ caller }, { query }) => ({ ...(await phone.mintPhone(caller.tenantId, caller.agentId, caller.sessionId, query.kind ?? 'browser')), path: sipPath, iceServers: [] }),
    setState: (ctx, { body }) => tellOwn(ctx, (agentId) => ({ type: 'choose-state', agentId, chosen: body.state })),
    finishWrapUp: (ctx) => tellOwn(ctx, (agentId) => ({ type: 'finish-wrap-up', agentId })),
    extendWrapUp: (ctx) => tellOwn(ctx, (agentId) => ({ type: 'extend-wrap-up', agentId })),
    placeCall: (ctx, { body }) => placeCall(options, ctx, body),
    hold: (ctx, { params: { id } }) => tellCall(ctx, id, (agentId) => ({ type: 'hold', agentId, callId: id })),
    resume: (ctx, { params: { id } }) => tellCall(ctx, id, (agentId) => ({ type: 'resume', agentId, callId: id })),
    hangUp: (ctx, { params: { id } }) => tellCall(ctx, id, (agentId) => ({ type: 'hang-up', agentId, callId: id })),
    sendDigits: (ctx, { params: { id }, body }) => tellCall(ctx, id, (agentId) => ({ type: 'send-digits', agentId, callId: id, digits: body.digits })),
    recent: async (ctx) => ({ items: await ctx.tenant((tx) => recentCallsOf(tx, ctx.caller)) }),
    colleagues: async (ctx) => ({ items: await ctx.tenant((tx) => colleaguesOf(tx, ctx.caller.agentId)) }),
    demoCall: async ({ caller }, { body }) => {
      if (!options.demoCall) throw new Refusal('demo.unavailable');
      await options.demoCall(caller.tenantId, body.caller);
      return {};
    },
  };
}

/**
 * Numbers that somebody may dial within an hour who typed them and may not see whose they are: one each 15 seconds for a whole hour. Typing eleven
 * digits, the own phone, the carrier and the first ring take longer by themselves, so nobody at work meets it; ten thousand numbers take two days.
 */
const dialedBlindly = { most: 240, actions: ['call.dial'], field: 'phone' };

/** By number, by customer or by an earlier call: the last two keep a masked number out of the browser. */
async function placeCall(options: DeskOptions, ctx: Ctx, wanted: { number?: string; customerId?: string; callId?: string }): Promise<{ callId: string }> {
  const { tenantId, agentId } = ctx.caller;
  const party = await partyOf(ctx, wanted);
  const dial = parseDial(party.number, options.homeOf(tenantId));
  if (dial.kind === 'invalid') throw invalidNumber(dial.why, wanted.number === undefined ? undefined : 'number');
  const target = dial.kind === 'extension' ? { kind: dial.kind, number: dial.extension } : { ...dial, keys: dial.keys || party.keys };
  if (dial.kind === 'external' && wanted.number !== undefined && ctx.caller.masksNumbers) await countBlindDial(ctx, dial.number);
  const customer = party.customer ?? (dial.kind === 'external' ? await options.findCustomer(tenantId, dial.number) : null);
  const isToldOnceReached = party.customer === null && ctx.caller.masksNumbers;
  return { callId: await options.phone.place(tenantId, agentId, { target, customer, isToldOnceReached }) };
}

/** @throws Refusal too-many-requests */
const countBlindDial = (ctx: Ctx, number: string): Promise<void> => ctx.tenant(async (tx) => {
  await limitPerHour(tx, ctx.caller, dialedBlindly);
  await audit(tx, ctx, { action: 'call.dial', recordType: 'call', recordId: null, after: { phone: number } });
});

async function partyOf(ctx: Ctx, wanted: { number?: string; customerId?: string; callId?: string }): Promise<Party> {
  const { number, customerId, callId } = wanted;
  if ([number, customerId, callId].filter((one) => one !== undefined).length !== 1) throw new Refusal('input.invalid');
  if (number !== undefined) return { number, keys: '', customer: null };
  const found = await ctx.tenant((tx) => (customerId ? phoneOfCustomer(tx, ctx.caller, customerId) : otherPartyOfCall(tx, ctx.caller, callId!)));
  if (!found) throw new Refusal('not-found');
  return found;
}
