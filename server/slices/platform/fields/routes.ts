import type { FastifyInstance } from 'fastify';
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { changeField, createField, misfitsOf, orderFields } from './service.ts';
import { listFields, type FieldRecord } from './store.ts';

export interface FieldsSlice {
  access: Access;
  /** Told after the change is stored: whoever shows records shows them by the new definitions. */
  onChange: (tenantId: string, change: RecordChange) => void;
}

export function mountFields(app: FastifyInstance, { access, onChange }: FieldsSlice): void {
  const stored = (tenantId: string, field: FieldRecord): Field => {
    onChange(tenantId, { type: 'field', id: field.uuid, version: field.version });
    return present(field);
  };
  mount(app, access, fieldRoutes, {
    list: async (ctx, { query }) => ({ items: (await ctx.tenant((tx) => listFields(tx, query.owner))).map(present) }),
    create: async (ctx, { body }) => stored(ctx.principal.tenantId, await createField(ctx, body)),
    change: async (ctx, { params, body }) => stored(ctx.principal.tenantId, await changeField(ctx, params.id, body)),
    order: async (ctx, { body }) => {
      const fields = await orderFields(ctx, body.owner, body.ids);
      for (const { uuid: id, version } of fields) onChange(ctx.principal.tenantId, { type: 'field', id, version });
      return { items: fields.map(present) };
    },
    misfits: (ctx, { params, body }) => misfitsOf(ctx, params.id, body),
  });
}

const present = ({ uuid, id, options, slot: _slot, ...field }: FieldRecord): Field => ({
  ...field,
  id: uuid,
  fieldId: id,
  options: options.map((option) => ({ ...option })),
});
