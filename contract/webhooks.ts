/**
 * Signed notices to other systems, in the form of Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…` (HMAC SHA-256 over
 * `id.timestamp.body` with the bytes that stand as base64 after `whsec_`). Delivered at least once; the id stays the same over all tries.
 */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { namesIn, type NameIn } from './slices/derived.ts';

export const webhookEvents = namesIn('events');
export type WebhookEvent = NameIn<'events'>;
/** Seconds after a failed try until the next one; then the delivery is given up, and can be replayed. */
export const webhookRetrySeconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Why a try failed: an answer other than 2xx, none within 15 s, no connection, a wrong certificate, an address that we do not send to, nobody left who answers for it. */
export const deliveryErrors = ['answer', 'timeout', 'unreachable', 'certificate', 'address', 'owner'] as const;
export type DeliveryError = (typeof deliveryErrors)[number];
export const maxWebhooks = 20;
/** Deliveries given up in a row after which an address is disabled. */
export const maxFailures = 20;

const Url = Type.String({ minLength: 8, maxLength: 500, pattern: '^https?://' });
const Events = Type.Array(Type.Enum([...webhookEvents]), { minItems: 1, uniqueItems: true });
export const Webhook = Type.Object({
  id: Id,
  url: Type.String(),
  events: Type.Array(Type.Enum([...webhookEvents])),
  isEnabled: Type.Boolean(),
  note: Type.String(),
  createdAt: Time,
  /** Deliveries given up in a row; after 20 the address is disabled. */
  failures: Type.Integer(),
  lastDeliveredAt: Nullable(Time),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'test', 'rotate', 'delete'])),
});
export type Webhook = Static<typeof Webhook>;
export const Delivery = Type.Object({
  id: Id,
  webhookId: Id,
  event: Type.Enum([...webhookEvents]),
  state: Type.Enum(['waiting', 'delivered', 'failed']),
  createdAt: Time,
  attempts: Type.Integer(),
  nextAt: Nullable(Time),
  deliveredAt: Nullable(Time),
  lastStatus: Nullable(Type.Integer()),
  /** One of `deliveryErrors`, of the last try. */
  lastError: Nullable(Type.Enum([...deliveryErrors])),
  /** The first 2,000 characters of what the address answered last, and what was sent; null for a reader who may not see all of such records unmasked. */
  lastAnswer: Nullable(Type.String()),
  payload: Nullable(Type.Unknown()),
  can: Type.Array(Type.Enum(['replay'])),
});
export type Delivery = Static<typeof Delivery>;
export const webhookRoutes = routes({
  list: {
    method: 'GET',
    path: '/webhooks',
    summary: 'Addresses that get notices',
    permission: 'webhook.manage',
    reply: Type.Object({ items: Type.Array(Webhook) }),
  },
  create: {
    method: 'POST',
    path: '/webhooks',
    summary: 'Add an address; its secret is shown once',
    permission: 'webhook.manage',
    body: Type.Object(
      { url: Url, events: Events, note: Type.Optional(Type.String({ maxLength: 200 })) },
      { additionalProperties: false },
    ),
    reply: Type.Object({ webhook: Webhook, secret: Type.String() }),
    errors: ['webhook.address', 'webhook.too-many', 'role.above-own'],
    secretReply: true,
  },
  change: {
    method: 'PATCH',
    path: '/webhooks/:id',
    summary: 'Change an address',
    permission: 'webhook.manage',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        url: Type.Optional(Url),
        events: Type.Optional(Events),
        isEnabled: Type.Optional(Type.Boolean()),
        note: Type.Optional(Type.String({ maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    reply: Webhook,
    errors: ['webhook.address', 'role.above-own', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/webhooks/:id',
    summary: 'Remove an address',
    permission: 'webhook.manage',
    params: IdParams,
    reply: Empty,
  },
  rotate: {
    method: 'POST',
    path: '/webhooks/:id/secret',
    summary: 'Make a new secret; the old one signs along for a day',
    permission: 'webhook.manage',
    params: IdParams,
    reply: Type.Object({ secret: Type.String() }),
    secretReply: true,
  },
  test: {
    method: 'POST',
    path: '/webhooks/:id/test',
    summary: 'Send a test notice',
    permission: 'webhook.manage',
    params: IdParams,
    reply: Delivery,
  },
  deliveries: {
    method: 'GET',
    path: '/webhook-deliveries',
    summary: 'Delivery log, newest first',
    permission: 'webhook.manage',
    query: Type.Object({
      ...PageQuery,
      webhook: Type.Optional(Id),
      state: Type.Optional(Type.Enum(['waiting', 'delivered', 'failed'])),
      event: Type.Optional(Type.Enum([...webhookEvents])),
    }),
    reply: Page(Delivery),
  },
  delivery: {
    method: 'GET',
    path: '/webhook-deliveries/:id',
    summary: 'One delivery',
    permission: 'webhook.manage',
    params: IdParams,
    reply: Delivery,
  },
  replay: {
    method: 'POST',
    path: '/webhook-deliveries/:id/replay',
    summary: 'Send a notice again',
    permission: 'webhook.manage',
    params: IdParams,
    reply: Delivery,
    errors: ['webhook.disabled'],
  },
});
