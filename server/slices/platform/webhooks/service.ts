/** What a change of an address means: who saves it answers for it, and may have told only what they may read. */
import type { Permission, ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Input } from '@bahu/contract/route.ts';
import { maxWebhooks, type WebhookEvent, type webhookRoutes } from '@bahu/contract/webhooks.ts';
import { audit } from '../../../kernel/audit.ts';
import { scopeOf, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { isAllowed } from './addresses.ts';
import { newSecret } from './signature.ts';
import * as store from './store.ts';
import type { DeliveryRecord, WebhookRecord } from './store.ts';

type NewWebhook = Input<typeof webhookRoutes.create>['body'];
type Change = Input<typeof webhookRoutes.change>['body'];

const readPermissions: Readonly<Record<string, ScopedPermission>> = {
  user: 'user.read',
  customer: 'customer.read',
  call: 'call.read',
};
const readPermission = (event: WebhookEvent): ScopedPermission | undefined => readPermissions[event.split('.')[0]!];

/** Whether a reader of the log may see what was told of others: all such records, and unmasked, for another may have had it told. */
export function seesPayload(reader: Principal, event: WebhookEvent): boolean {
  const permission = readPermission(event);
  return (
    permission === undefined ||
    (reader.permissions.has(permission) && scopeOf(reader, permission) === 'all' && !reader.masksNumbers)
  );
}

/** @throws Refusal webhook.address, webhook.too-many, or role.above-own for events of what the principal may not read. */
export async function createWebhook(
  ctx: Ctx,
  toPrivate: boolean,
  { url, events, note = '' }: NewWebhook,
): Promise<{ webhook: WebhookRecord; secret: string }> {
  const { principal } = ctx;
  leavesNothing(principal);
  mustBeAllowed(principal, toPrivate, url, events);
  const [id, secret] = [newId(), newSecret()];
  const webhook = await ctx.tenant(async (tx) => {
    if ((await store.countWebhooks(tx, principal.tenantId)) >= maxWebhooks)
      throw new Refusal('webhook.too-many', { most: maxWebhooks });
    await store.insertWebhook(tx, {
      id,
      tenantId: principal.tenantId,
      ownerId: principal.userId,
      url,
      events,
      note,
      secret,
    });
    await audit(tx, ctx, {
      action: 'webhook.create',
      recordType: 'webhook',
      recordId: id,
      recordName: url,
      after: { url, events, note },
    });
    return mustFind(tx, id);
  });
  return { webhook, secret };
}

/** @throws Refusal not-found, conflict, webhook.address or role.above-own. */
export function changeWebhook(
  ctx: Ctx,
  toPrivate: boolean,
  id: string,
  { version, ...values }: Change,
): Promise<WebhookRecord> {
  if (values.isEnabled !== false) leavesNothing(ctx.principal);
  return ctx.tenant(async (tx) => {
    const before = await mustFind(tx, id);
    // One that is being disabled sends nothing, and what it was may not be allowed any more.
    if (values.isEnabled !== false)
      mustBeAllowed(ctx.principal, toPrivate, values.url ?? before.url, values.events ?? before.events);
    if (!(await store.updateWebhook(tx, id, version, { ...values, ownerId: ctx.principal.userId })))
      throw new Refusal('conflict');
    if (before.ownerId !== ctx.principal.userId) await store.forgetPayloads(tx, id);
    const after = await mustFind(tx, id);
    await audit(tx, ctx, {
      action: 'webhook.change',
      recordType: 'webhook',
      recordId: id,
      recordName: after.url,
      before: told(before),
      after: told(after),
    });
    return after;
  });
}

const told = ({ url, events, isEnabled, note }: WebhookRecord) => ({ url, events, isEnabled, note });

/** Its log goes with it. @throws Refusal not-found. */
export function removeWebhook(ctx: Ctx, id: string): Promise<void> {
  return ctx.tenant(async (tx) => {
    const webhook = await mustFind(tx, id);
    await store.deleteWebhook(tx, id);
    await audit(tx, ctx, {
      action: 'webhook.delete',
      recordType: 'webhook',
      recordId: id,
      recordName: webhook.url,
      before: told(webhook),
    });
  });
}

/** @throws Refusal not-found. */
export function rotateSecret(ctx: Ctx, id: string): Promise<string> {
  leavesNothing(ctx.principal);
  const secret = newSecret();
  return ctx.tenant(async (tx) => {
    const { url } = await mustFind(tx, id);
    await store.rotateSecret(tx, id, secret);
    await audit(tx, ctx, { action: 'webhook.rotate-secret', recordType: 'webhook', recordId: id, recordName: url });
    return secret;
  });
}

/** Goes out even when the address is disabled: that is how one finds out whether it works again. @throws Refusal not-found. */
export function testWebhook(ctx: Ctx, id: string): Promise<DeliveryRecord> {
  return ctx.tenant(async (tx) => {
    const webhook = await mustFind(tx, id);
    const payload = { type: 'webhook.test', timestamp: new Date().toISOString(), data: { webhookId: id } };
    const delivery = await store.addDelivery(tx, webhook, 'webhook.test', payload);
    await audit(tx, ctx, { action: 'webhook.test', recordType: 'webhook', recordId: id, recordName: webhook.url });
    return mustFindDelivery(tx, delivery);
  });
}

/** @throws Refusal not-found or webhook.disabled. */
export function replay(ctx: Ctx, id: string): Promise<DeliveryRecord> {
  return ctx.tenant(async (tx) => {
    const delivery = await mustFindDelivery(tx, id);
    const webhook = await mustFind(tx, delivery.webhookId);
    if (!webhook.isEnabled) throw new Refusal('webhook.disabled');
    await store.replayDelivery(tx, delivery);
    await audit(tx, ctx, {
      action: 'webhook.replay',
      recordType: 'webhook',
      recordId: webhook.id,
      recordName: webhook.url,
      after: { delivery: id, event: delivery.event },
    });
    return mustFindDelivery(tx, id);
  });
}

/** The provider's operator in support leaves no way behind by which data go on flowing. @throws Refusal forbidden. */
function leavesNothing({ via }: Principal): void {
  if (via === 'operator') throw new Refusal('forbidden');
}

function mustBeAllowed(principal: Principal, toPrivate: boolean, url: string, events: readonly WebhookEvent[]): void {
  if (!isAllowed(url, toPrivate)) throw new Refusal('webhook.address', undefined, [{ path: 'url', rule: 'address' }]);
  const needed = events
    .map(readPermission)
    .filter((permission): permission is Permission & ScopedPermission => permission !== undefined);
  if (needed.some((permission) => !principal.permissions.has(permission))) throw new Refusal('role.above-own');
}

async function mustFind(tx: Tx, id: string): Promise<WebhookRecord> {
  const webhook = await store.findWebhook(tx, id);
  if (!webhook) throw new Refusal('not-found');
  return webhook;
}

async function mustFindDelivery(tx: Tx, id: string): Promise<DeliveryRecord> {
  const delivery = await store.findDelivery(tx, id);
  if (!delivery) throw new Refusal('not-found');
  return delivery;
}
