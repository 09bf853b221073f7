/**
 * The job that carries notices out. A try that fails is followed by another one after a growing pause, until the schedule of the contract is
 * used up. A receiver may get a notice twice when the process dies between the answer and its note, and knows it by its id.
 */
import { Type } from 'typebox';
import { permissions } from '@bahu/contract/permissions.ts';
import { maxFailures, webhookRetrySeconds, type WebhookEvent } from '@bahu/contract/webhooks.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { handleJob, jobKind, type JobCtx, type JobHandler } from '../../../kernel/jobs.ts';
import { places, unseal } from '../../../kernel/vault.ts';
import { post, type Sender, type Try } from './send.ts';
import { signedHeaders } from './signature.ts';
import * as store from './store.ts';
import type { DeliveryRecord, WebhookRecord } from './store.ts';

type Payload = NonNullable<DeliveryRecord['payload']>;

export interface DeliverOptions {
  clock: Clock;
  sender: Sender;
  /** What a route of `/v1` answers a reader; null when it is not for them. */
  read: (reader: Principal, path: string) => Promise<unknown>;
  /** Pauses between tries, when they are not those of the contract. */
  retrySeconds?: readonly number[];
}

const kind = jobKind('webhook.deliver', Type.Object({ id: Type.String() }));

/** The handler of `webhook.deliver`. */
export function deliverJob(options: DeliverOptions): JobHandler {
  return handleJob(kind, async ({ id }, ctx) => {
    const found = await ctx.tenant(async (tx) => {
      const delivery = await store.findDelivery(tx, id);
      const webhook = delivery?.state === 'waiting' ? await store.findWebhook(tx, delivery.webhookId) : undefined;
      return delivery && webhook ? { delivery, webhook } : null;
    });
    if (!found) return;
    const { delivery, webhook } = found;
    if (!webhook.isEnabled && delivery.event !== 'webhook.test') {
      await ctx.tenant((tx) => store.updateDelivery(tx, id, { state: 'failed', nextAt: null }));
      return;
    }
    const payload = await findOut(options, ctx, delivery, webhook);
    if (payload === 'nothing') return;
    await note(
      options,
      ctx,
      delivery,
      payload === 'no owner'
        ? { error: 'owner', status: null, answer: null }
        : await send(options, webhook, id, payload),
    );
  });
}

/** What is told without a look at the record: that it is gone, and that an address works. */
const isFixed = (event: DeliveryRecord['event']): boolean => event === 'webhook.test' || event.endsWith('.deleted');

/**
 * Reads what the owner may see of the record now; what is not for them is not told at all. Each try sends what the first one sent, unless the
 * owner does not see numbers any more: what was kept may hold them.
 */
async function findOut(
  { read }: DeliverOptions,
  ctx: JobCtx,
  delivery: DeliveryRecord,
  webhook: WebhookRecord,
): Promise<Payload | 'no owner' | 'nothing'> {
  const { id, event, recordId, createdAt, payload } = delivery;
  const { ownerId, id: webhookId } = webhook;
  const { tenantId } = ctx;
  if (payload && isFixed(event)) return payload;
  const owner =
    ownerId === null
      ? null
      : await ctx.tenant((tx) =>
          readPrincipal(tx, { tenantId, userId: ownerId, sessionId: webhookId, key: { name: 'webhook', permissions } }),
        );
  if (!owner) return 'no owner';
  const data = await read(owner, pathOf(event, recordId));
  if (data === null) {
    await ctx.tenant((tx) => store.deleteDelivery(tx, id));
    return 'nothing';
  }
  if (payload && !owner.masksNumbers) return payload;
  return ctx.tenant((tx) =>
    store.keepPayload(tx, id, webhook, { type: event, timestamp: createdAt.toISOString(), data }),
  );
}

/** The database keeps no order of names. */
export const bodyOf = ({ type, timestamp, data }: Payload): Payload => ({ type, timestamp, data });

/** `customer.changed` of a record is what `/customers/:id` answers. */
const pathOf = (event: WebhookEvent, recordId: string): string => `/${event.split('.')[0]}s/${recordId}`;

function send(
  { clock, sender }: DeliverOptions,
  { id: webhookId, url, secret, oldSecret, oldSecretUntil }: WebhookRecord,
  id: string,
  payload: Payload,
): Promise<Try> {
  const body = JSON.stringify(bodyOf(payload));
  const isOldGood = oldSecret !== null && oldSecretUntil !== null && oldSecretUntil.getTime() > clock.now();
  const secrets = (isOldGood ? [secret, oldSecret] : [secret]).map((sealed) =>
    unseal(sealed, places.webhook(webhookId)),
  );
  return post(sender, url, signedHeaders(id, clock.now(), body, secrets), body);
}

async function note(
  { clock, retrySeconds = webhookRetrySeconds }: DeliverOptions,
  ctx: JobCtx,
  { id, webhookId, attempts, roundStart }: DeliveryRecord,
  { error, status, answer }: Try,
): Promise<void> {
  const seen = { attempts: attempts + 1, lastStatus: status, lastError: error, lastAnswer: answer };
  const pause = retrySeconds[attempts - roundStart];
  await ctx.tenant(async (tx) => {
    if (error === null) {
      await store.updateDelivery(tx, id, {
        ...seen,
        state: 'delivered',
        deliveredAt: new Date(clock.now()),
        nextAt: null,
      });
      await store.noteSuccess(tx, webhookId);
    } else if (pause === undefined || error === 'owner') {
      await store.updateDelivery(tx, id, { ...seen, state: 'failed', nextAt: null });
      await store.noteFailure(tx, webhookId, maxFailures);
    } else {
      const nextAt = new Date(clock.now() + pause * 1000);
      await store.updateDelivery(tx, id, { ...seen, nextAt });
      await store.enqueueDelivery(tx, { id, webhookId }, nextAt);
    }
  });
}
