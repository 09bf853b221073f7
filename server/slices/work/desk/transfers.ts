/** Taking a call further: consultations, transfers, conferences, colleagues' ringing calls. */
import type { deskRoutes, TransferTarget } from '@bahu/contract/desk.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import type { Destination } from '@bahu/domain/callcontrol/destination.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx, Handlers } from '../../../kernel/http/mount.ts';
import { readDialled } from './dialing.ts';
import { mayPickUp } from './pick-up.ts';

/** What transfers need of telephony. Each throws the refusal that says why not. */
export interface CallSteps {
  /** Rings a further party beside the call, or hands the call on to it. */
  takeTo(
    tenantId: string,
    agentId: string,
    callId: string,
    how: 'consult' | 'transfer',
    to: Destination,
  ): Promise<void>;
  /** Refused when nobody is on hold by the agent then. */
  hold(tenantId: string, agentId: string, callId: string, partyId?: string): Promise<void>;
  /** One step of an agent in a call of theirs; refused when it changes nothing. */
  step(tenantId: string, agentId: string, callId: string, event: Event): Promise<void>;
  pickUp(tenantId: string, agentId: string, callId: string, fromAgentId: string): Promise<void>;
  /** The number on which the call waits from now on. */
  park(tenantId: string, agentId: string, callId: string): Promise<string>;
  /** A parked call, by itself or by its number, comes to the agent; its id. */
  fetch(tenantId: string, agentId: string, parked: { callId: string } | { slot: string }): Promise<string>;
}

export interface TransferOptions {
  calls: CallSteps;
  homeOf: (tenantId: string) => Home;
}

type Named =
  | 'switchCall'
  | 'consult'
  | 'stopConsult'
  | 'transfer'
  | 'completeTransfer'
  | 'swap'
  | 'merge'
  | 'dropParty'
  | 'pickUp'
  | 'park'
  | 'fetch';

export function transferHandlers(options: TransferOptions): Pick<Handlers<typeof deskRoutes>, Named> {
  const { calls } = options;
  const takeTo = async (
    ctx: Ctx,
    callId: string,
    how: 'consult' | 'transfer',
    target: TransferTarget,
  ): Promise<object> => {
    await calls.takeTo(
      ctx.principal.tenantId,
      ctx.principal.userId,
      callId,
      how,
      await destinationOf(options, ctx, target),
    );
    return {};
  };
  const step = async (
    { principal }: Ctx,
    callId: string,
    type: 'switch-call' | 'swap' | 'merge' | 'complete-transfer' | 'stop-consult',
  ): Promise<object> => {
    await calls.step(principal.tenantId, principal.userId, callId, { type, agentId: principal.userId, callId });
    return {};
  };
  return {
    consult: (ctx, { params: { id }, body }) => takeTo(ctx, id, 'consult', body),
    transfer: (ctx, { params: { id }, body }) => takeTo(ctx, id, 'transfer', body),
    stopConsult: (ctx, { params: { id } }) => step(ctx, id, 'stop-consult'),
    completeTransfer: (ctx, { params: { id } }) => step(ctx, id, 'complete-transfer'),
    switchCall: (ctx, { params: { id } }) => step(ctx, id, 'switch-call'),
    swap: (ctx, { params: { id } }) => step(ctx, id, 'swap'),
    merge: (ctx, { params: { id } }) => step(ctx, id, 'merge'),
    dropParty: async ({ principal }, { params: { id, partyId } }) => {
      await calls.step(principal.tenantId, principal.userId, id, {
        type: 'drop-party',
        agentId: principal.userId,
        callId: id,
        partyId,
      });
      return {};
    },
    pickUp: async (ctx, { params: { id }, body: { agentId } }) => {
      const { principal } = ctx;
      if (!(await ctx.tenant((tx) => mayPickUp(tx, principal, agentId)))) throw new Refusal('forbidden');
      await calls.pickUp(principal.tenantId, principal.userId, id, agentId);
      return {};
    },
    park: async ({ principal }, { params: { id } }) => ({
      slot: await calls.park(principal.tenantId, principal.userId, id),
    }),
    fetch: async ({ principal }, { params: { id } }) => {
      await calls.fetch(principal.tenantId, principal.userId, { callId: id });
      return {};
    },
  };
}

/**
 * A number outside needs the right to call (`readDialled`).
 * @throws Refusal forbidden, phone.invalid-number, too-many-requests; input.invalid when not exactly one is named.
 */
async function destinationOf(options: TransferOptions, ctx: Ctx, target: TransferTarget): Promise<Destination> {
  const { agentId, queueId, menuId, number, addsZero } = target;
  if ([agentId, queueId, menuId, number].filter((one) => one !== undefined).length !== 1)
    throw new Refusal('input.invalid');
  if (agentId !== undefined) return { kind: 'agent', agentId };
  if (queueId !== undefined) return { kind: 'queue', queueId };
  if (menuId !== undefined) return { kind: 'menu', menuId };
  const dialled = await readDialled(ctx, number!, { home: options.homeOf(ctx.principal.tenantId), isTyped: true });
  // A call that is parked is fetched, nobody is consulted there.
  if (dialled.kind === 'slot') throw new Refusal('phone.invalid-number');
  return dialled.kind === 'external' && addsZero !== undefined ? { ...dialled, addsZero } : dialled;
}
