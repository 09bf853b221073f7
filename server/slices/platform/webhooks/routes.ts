import type { FastifyInstance } from 'fastify';
import { webhookRoutes, type Delivery, type Webhook } from '@bahu/contract/webhooks.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { bodyOf } from './deliver.ts';
import * as service from './service.ts';
import { findDelivery, listDeliveries, listWebhooks, type DeliveryRecord, type WebhookRecord } from './store.ts';

export interface WebhooksSlice {
  access: Access;
  /** Whether addresses inside of our own network, and without TLS, are allowed. */
  toPrivate: boolean;
}

export function mountWebhooks(app: FastifyInstance, { access, toPrivate }: WebhooksSlice): void {
  mount(app, access, webhookRoutes, {
    list: async (ctx) => ({ items: (await ctx.tenant(listWebhooks)).map((row) => present(ctx.principal, row)) }),
    create: async (ctx, { body }) => {
      const { webhook, secret } = await service.createWebhook(ctx, toPrivate, body);
      return { webhook: present(ctx.principal, webhook), secret };
    },
    change: async (ctx, { params, body }) =>
      present(ctx.principal, await service.changeWebhook(ctx, toPrivate, params.id, body)),
    remove: async (ctx, { params }) => {
      await service.removeWebhook(ctx, params.id);
      return {};
    },
    rotate: async (ctx, { params }) => ({ secret: await service.rotateSecret(ctx, params.id) }),
    test: async (ctx, { params }) => presentDelivery(ctx.principal, await service.testWebhook(ctx, params.id)),
    deliveries: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listDeliveries(tx, query));
      return { ...page, items: rows.map((row) => presentDelivery(ctx.principal, row)) };
    },
    delivery: async (ctx, { params }) => {
      const row = await ctx.tenant((tx) => findDelivery(tx, params.id));
      if (!row) throw new Refusal('not-found');
      return presentDelivery(ctx.principal, row);
    },
    replay: async (ctx, { params }) => presentDelivery(ctx.principal, await service.replay(ctx, params.id)),
  });
}

const present = (
  reader: Principal,
  { id, url, events, isEnabled, note, failures, version, createdAt, lastDeliveredAt }: WebhookRecord,
): Webhook => ({
  id,
  url,
  events,
  isEnabled,
  note,
  failures,
  version,
  createdAt: createdAt.toISOString(),
  lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
  can: canDo(reader),
});

/** An operator in support cannot make a secret that would go with them. */
function canDo(reader: Principal): Webhook['can'] {
  if (!mayChange(reader)) return [];
  return reader.via === 'operator' ? ['edit', 'test', 'delete'] : ['edit', 'test', 'rotate', 'delete'];
}

function presentDelivery(
  reader: Principal,
  { id, webhookId, event, state, attempts, lastStatus, lastError, ...row }: DeliveryRecord,
): Delivery {
  const isOpen = service.seesPayload(reader, event);
  return {
    id,
    webhookId,
    event,
    state,
    attempts,
    lastStatus,
    lastError,
    createdAt: row.createdAt.toISOString(),
    nextAt: row.nextAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    lastAnswer: isOpen ? row.lastAnswer : null,
    payload: isOpen && row.payload ? bodyOf(row.payload) : null,
    can: state === 'waiting' || !mayChange(reader) ? [] : ['replay'],
  };
}
