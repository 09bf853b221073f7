import type { FastifyInstance } from 'fastify';
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { misfitsOf } from './misfits.ts';
import { presentField } from './present.ts';
import { changeField, createField, listBuiltIn, orderFields, placeBuiltIn } from './service.ts';
import { listFields, type FieldRecord } from './store.ts';

export interface FieldsSlice {
  access: Access;
  /** Told after the change is stored: whoever shows records shows them by the new definitions. */
  onChange: (tenantId: string, change: RecordChange) => void;
}

export function mountFields(app: FastifyInstance, { access, onChange }: FieldsSlice): void {
  const stored = ({ principal }: Ctx, field: FieldRecord): Field => {
    onChange(principal.tenantId, { type: 'field', id: field.uuid, version: field.version });
    return presentField(principal, field);
  };
  // Many stand elsewhere now, of which those that are built in have no record.
  const told = (tenantId: string): void => onChange(tenantId, { type: 'field', id: newId(), version: 1 });
  mount(app, access, fieldRoutes, {
    list: (ctx, { query: { owner } }) =>
      ctx.tenant(async (tx) => ({
        items: (await listFields(tx, owner)).map((field) => presentField(ctx.principal, field)),
        builtIn: await listBuiltIn(tx, owner),
      })),
    create: async (ctx, { body }) => stored(ctx, await createField(ctx, body)),
    change: async (ctx, { params, body }) => stored(ctx, await changeField(ctx, params.id, body)),
    order: async (ctx, { body }) => {
      const fields = await orderFields(ctx, body.owner, body.ids);
      told(ctx.principal.tenantId);
      const items = fields.map((field) => presentField(ctx.principal, field));
      return { items, builtIn: await ctx.tenant((tx) => listBuiltIn(tx, body.owner)) };
    },
    place: async (ctx, { params, body }) => {
      const placed = await placeBuiltIn(ctx, params, body);
      told(ctx.principal.tenantId);
      return placed;
    },
    misfits: (ctx, { params, body }) => misfitsOf(ctx, params.id, body),
  });
}
