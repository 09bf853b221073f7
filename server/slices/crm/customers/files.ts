/** Files of customers beside their fields (附件): whoever may open a customer sees them, whoever may change it adds and removes them. */
import type { FastifyInstance } from 'fastify';
import { customerFileRoutes, type CustomerFile } from '@bahu/contract/customer-files.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import type { TimelineSource } from '../../../kernel/timeline.ts';
import { sql } from 'kysely';
import { attachFiles, detachFile, filesOf, readAttached } from '../../platform/attachments/index.ts';
import type { CustomersSlice } from './routes.ts';
import { belongingOf, canEdit } from './scope.ts';
import { mustFind, mustHold } from './service.ts';
import type { CustomerRecord } from './store.ts';

export function mountFiles(
  app: FastifyInstance,
  { access, onChange }: Pick<CustomersSlice, 'access' | 'onChange'>,
): void {
  const told = ({ tenantId }: Principal, customer: CustomerRecord): void =>
    onChange(tenantId, { type: 'customer', id: customer.id, version: customer.version }, belongingOf(customer));
  mount(app, access, customerFileRoutes, {
    listFiles: (ctx, { params }) =>
      ctx.tenant(async (tx) => ({ items: await present(tx, ctx.principal, await mustFind(tx, ctx, params.id)) })),
    addFiles: async (ctx, { params, body: { ids } }) => {
      const { customer, items } = await ctx.tenant(async (tx) => {
        const customer = await holdToChange(tx, ctx, params.id);
        const names = await attachFiles(tx, ctx.principal, { owner: 'customers', id: customer.id }, ids);
        await note(tx, ctx, 'customer.attach', customer, { after: { files: names } });
        return { customer, items: await present(tx, ctx.principal, customer) };
      });
      told(ctx.principal, customer);
      return { items };
    },
    removeFile: async (ctx, { params: { id, fileId } }) => {
      const customer = await ctx.tenant(async (tx) => {
        const customer = await holdToChange(tx, ctx, id);
        const name = await detachFile(tx, { owner: 'customers', id: customer.id }, fileId);
        await note(tx, ctx, 'customer.detach', customer, { before: { files: [name] } });
        return customer;
      });
      told(ctx.principal, customer);
      return {};
    },
  });
}

async function holdToChange(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  const customer = await mustHold(tx, ctx, id);
  if (!canEdit(ctx.principal, customer)) throw new Refusal('forbidden');
  return customer;
}

const note = (
  tx: Tx,
  ctx: Ctx,
  action: 'customer.attach' | 'customer.detach',
  { id, name }: CustomerRecord,
  values: { before?: object; after?: object },
): Promise<void> => audit(tx, ctx, { action, recordType: 'customer', recordId: id, recordName: name, ...values });

async function present(tx: Tx, reader: Principal, customer: CustomerRecord): Promise<CustomerFile[]> {
  const files = await filesOf(tx, reader, { owner: 'customers', id: customer.id });
  const can: CustomerFile['can'] = canEdit(reader, customer) ? ['remove'] : [];
  return files.map(({ file, at, byName }) => ({ ...file, addedAt: at.toISOString(), byName, can }));
}

export const fileTimeline: TimelineSource<'file'> = {
  needs: 'customer.read',
  entries: (customerId) =>
    sql`select id, attached_at as at, created_by as by_id from attachments
      where owner = 'customers' and record_id = ${customerId} and attached_at is not null and state = 'stored'`,
  read: async (tx, reader, ids) => {
    const files = await readAttached(tx, reader, ids);
    return new Map(
      files.map(({ file, at, byName }) => [file.id, { kind: 'file', at: at.toISOString(), file, byName }]),
    );
  },
};
