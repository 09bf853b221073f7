/** Further numbers of a customer: each finds the customer as the primary one does, and is refused or marked by the same rules. */
import type { Static } from 'typebox';
import { customerLimits, type customerRoutes, type NewNumber } from '@bahu/contract/customers.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { limitPerHour } from '../../../kernel/hourly-limit.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import * as rows from './numbers-store.ts';
import { canEdit } from './scope.ts';
import { addLine, noteNumber } from './further-numbers.ts';
import { readPhone, revealed, takenAsRefusal } from './number-rules.ts';
import { mustFind, type Stored } from './service.ts';
import type { CustomerRecord } from './store.ts';

type NumberChange = Static<(typeof customerRoutes)['changeNumber']['body']>;

/** @throws Refusal not-found, forbidden, customer.too-many-numbers, customer.phone-taken(-by), phone.invalid-number or too-many-requests. */
export function addNumber(ctx: Ctx, id: string, sent: NewNumber): Promise<Stored> {
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const before = await mustEdit(tx, ctx, id);
      if (before.numbers.length >= customerLimits.numbers)
        throw new Refusal('customer.too-many-numbers', { most: customerLimits.numbers });
      const line = await readPhone(tx, ctx, sent.phone, undefined);
      const tied = await addLine(tx, ctx, before, { ...sent, ...line }, typing);
      await emit(tx, 'customer.changed', id);
      return { customer: await mustFind(tx, ctx, id), tied };
    }),
  );
}

/** Names a number, or makes it the primary one. @throws Refusal not-found or forbidden. */
export function changeNumber(
  ctx: Ctx,
  id: string,
  numberId: string,
  { label, isPrimary }: NumberChange,
): Promise<Stored> {
  return ctx.tenant(async (tx) => {
    const customer = await mustEdit(tx, ctx, id);
    const number = mustHave(customer, numberId);
    if (label !== undefined && label !== number.label) await rows.labelNumber(tx, numberId, label);
    const becomes = { ...number, label: label ?? number.label };
    if (isPrimary && !number.isPrimary) await rows.promote(tx, ctx.principal.tenantId, customer.numbers[0]!, becomes);
    await noteNumber(tx, ctx, customer, 'customer.change-number', {
      before: { label: number.label, isPrimary: number.isPrimary },
      after: { label: becomes.label, isPrimary: number.isPrimary || isPrimary === true },
    });
    await emit(tx, 'customer.changed', id);
    return { customer: await mustFind(tx, ctx, id), tied: [] };
  });
}

/** @throws Refusal not-found, forbidden, or customer.number-is-primary: another has to be the primary one first. */
export function removeNumber(ctx: Ctx, id: string, numberId: string): Promise<Stored> {
  return ctx.tenant(async (tx) => {
    const customer = await mustEdit(tx, ctx, id);
    const { number, extension, label, isPrimary } = mustHave(customer, numberId);
    if (isPrimary) throw new Refusal('customer.number-is-primary');
    await rows.deleteNumber(tx, numberId);
    await noteNumber(tx, ctx, customer, 'customer.remove-number', {
      before: { phone: number, phoneExtension: extension, label },
    });
    await emit(tx, 'customer.changed', id);
    return { customer: await mustFind(tx, ctx, id), tied: [] };
  });
}

/** One of the numbers whole, noted in the audit log. @throws Refusal not-found or too-many-requests. */
export function revealFurtherNumber(ctx: Ctx, id: string, numberId: string): Promise<{ number: string }> {
  return ctx.tenant(async (tx) => {
    const customer = await mustFind(tx, ctx, id);
    const { number } = mustHave(customer, numberId);
    await limitPerHour(tx, ctx.principal, revealed);
    const about = { recordType: 'customer', recordId: id, recordName: customer.name } as const;
    await audit(tx, ctx, { action: 'customer.reveal-number', ...about });
    return { number: nationalForm(number) };
  });
}

/** A customer whom the principal may change, held until the end of the transaction. */
async function mustEdit(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  if (!canEdit(ctx.principal, await mustFind(tx, ctx, id))) throw new Refusal('forbidden');
  await rows.touchCustomer(tx, id);
  return mustFind(tx, ctx, id);
}

function mustHave({ numbers }: CustomerRecord, id: string): rows.NumberRecord {
  const found = numbers.find((number) => number.id === id);
  if (!found) throw new Refusal('not-found');
  return found;
}
