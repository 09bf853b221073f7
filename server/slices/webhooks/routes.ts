import type { FastifyInstance } from 'fastify';
import { webhookRoutes, type Delivery, type Webhook } from '@bahu/contract/webhooks.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Access } from '../../kernel/http/access.ts';
import { mount } from '../../kernel/http/mount.ts';
import { bodyOf } from './deliver.ts';
import * as service from './service.ts';
import { listDeliveries, listWebhooks, type DeliveryRecord, type WebhookRecord } from './store.ts';

export interface WebhooksSlice {
  access: Access;
  /** Whether addresses inside of our own network, and without TLS, are allowed. */
  toPrivate: boolean;
}

export function mountWebhooks(app: FastifyInstance, { access, toPrivate }: WebhooksSlice): void {
  mount(app, access, webhookRoutes, {
    list: async (ctx) => ({ items: (await ctx.tenant(listWebhooks)).map(present) }),
    create: async (ctx, { body }) => {
      const { webhook, secret } = await service.createWebhook(ctx, toPrivate, body);
      return { webhook: present(webhook), secret };
    },
    change: async (ctx, { params, body }) => present(await service.changeWebhook(ctx, toPrivate, params.id, body)),
    remove: async (ctx, { params }) => {
      await service.removeWebhook(ctx, params.id);
      return {};
    },
    rotate: async (ctx, { params }) => ({ secret: await service.rotateSecret(ctx, params.id) }),
    test: async (ctx, { params }) => presentDelivery(ctx.caller, await service.testWebhook(ctx, params.id)),
    deliveries: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listDeliveries(tx, query));
      return { ...page, items: rows.map((row) => presentDelivery(ctx.caller, row)) };
    },
    replay: async (ctx, { params }) => presentDelivery(ctx.caller, await service.replay(ctx, params.id)),
  });
}

const present = ({ id, url, events, isEnabled, note, failures, version, createdAt, lastDeliveredAt }: WebhookRecord): Webhook => ({
  id, url, events, isEnabled, note, failures, version, createdAt: createdAt.toISOString(), lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null, can: ['edit', 'delete'],
});

function presentDelivery(reader: Caller, { id, webhookId, event, state, attempts, lastStatus, lastFault, ...row }: DeliveryRecord): Delivery {
  const isOpen = service.seesPayload(reader, event);
  return {
    id, webhookId, event, state, attempts, lastStatus, lastFault, createdAt: row.createdAt.toISOString(), nextAt: row.nextAt?.toISOString() ?? null, deliveredAt: row.deliveredAt?.toISOString() ?? null,
    lastAnswer: isOpen ? row.lastAnswer : null, payload: isOpen && row.payload ? bodyOf(row.payload) : null, can: state === 'waiting' ? [] : ['replay'],
  };
}
