/** Contacts of customers (联系人): whoever may open a customer reads them, whoever may change it writes them; their numbers follow the rules of its own. */
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import {
  contactLimits,
  contactRoutes,
  contactTextKeys,
  type Contact,
  type ContactChange,
  type NewContact,
} from '@bahu/contract/contacts.ts';
import { auditChange } from '../../../kernel/audit.ts';
import { textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import type { OpenRecords } from '../../../kernel/open-records.ts';
import * as rows from './contacts-store.ts';
import { removeMissing, writeNumbers, type Owner, type Tied } from './further-numbers.ts';
import { takenAsRefusal, type Typed } from './number-rules.ts';
import { presentNumber } from './numbers-store.ts';
import type { CustomersSlice } from './routes.ts';
import { belongingOf, canEdit } from './scope.ts';
import { mustFind, mustHold } from './service.ts';
import type { CustomerRecord } from './store.ts';

interface Written {
  customer: CustomerRecord;
  contact: rows.ContactRecord;
  tied: readonly Tied[];
}

export function mountContacts(
  app: FastifyInstance,
  { access, onChange, onNewNumber }: Pick<CustomersSlice, 'access' | 'onChange' | 'onNewNumber'>,
): void {
  const told = ({ tenantId }: Principal, customer: CustomerRecord, { id, version }: rows.ContactRecord): void =>
    onChange(tenantId, { type: 'contact', id, version }, belongingOf(customer));
  function stored({ principal }: Ctx, { customer, contact, tied }: Written): Contact {
    told(principal, customer, contact);
    for (const { number, reach } of tied)
      onNewNumber(principal.tenantId, { id: customer.id, name: customer.name, phone: number }, reach);
    return present(principal, customer, contact);
  }
  mount(app, access, contactRoutes, {
    listContacts: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        const customer = await mustFind(tx, ctx, params.id);
        const contacts = await rows.contactsOf(tx, customer.id);
        return { items: contacts.map((one) => present(ctx.principal, customer, one)) };
      }),
    addContact: async (ctx, { params, body }) => stored(ctx, await addContact(ctx, params.id, body)),
    changeContact: async (ctx, { params, body }) => stored(ctx, await changeContact(ctx, params.id, body)),
    removeContact: async (ctx, { params }) => {
      const { customer, contact } = await removeContact(ctx, params.id);
      told(ctx.principal, customer, contact);
      return {};
    },
  });
}

/** @throws Refusal not-found, forbidden, contact.too-many, customer.phone-taken, phone.invalid-number or too-many-requests. */
function addContact(ctx: Ctx, customerId: string, input: Static<typeof NewContact>): Promise<Written> {
  const { numbers = [], ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const customer = await holdToChange(tx, ctx, customerId);
      const others = await rows.contactsOf(tx, customer.id);
      if (others.length >= contactLimits.perCustomer)
        throw new Refusal('contact.too-many', { most: contactLimits.perCustomer });
      const id = newId();
      const { tenantId } = ctx.principal;
      await tx
        .insertInto('contacts')
        .values({ ...values, tenantId, id, customerId: customer.id })
        .execute();
      return written(tx, ctx, { customer, id, before: null, sent: numbers, typing });
    }),
  );
}

/** @throws Refusal not-found, forbidden, conflict, customer.phone-taken, phone.invalid-number or too-many-requests. */
function changeContact(ctx: Ctx, id: string, input: Static<typeof ContactChange>): Promise<Written> {
  const { version, numbers, ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const { customer, contact: before } = await held(tx, ctx, id);
      if (before.version !== version) throw new Refusal('conflict');
      const texts = contactTextKeys.flatMap((key) =>
        values[key] === undefined ? [] : [[key, textFrom(ctx.principal, values[key], before[key])]],
      );
      await tx
        .updateTable('contacts')
        .set({ ...(Object.fromEntries(texts) as typeof values), version: version + 1 })
        .where('id', '=', id)
        .execute();
      return written(tx, ctx, { customer, id, before, sent: numbers, typing });
    }),
  );
}

function removeContact(ctx: Ctx, id: string): Promise<{ customer: CustomerRecord; contact: rows.ContactRecord }> {
  return ctx.tenant(async (tx) => {
    const { customer, contact } = await held(tx, ctx, id);
    await removeMissing(tx, ctx, ownerOf(customer, contact), []);
    await tx.deleteFrom('contacts').where('id', '=', id).execute();
    await note(tx, ctx, 'contact.delete', { customer, before: contact, after: null });
    return { customer, contact };
  });
}

interface Writing {
  customer: CustomerRecord;
  id: string;
  before: rows.ContactRecord | null;
  sent: Static<typeof ContactChange>['numbers'];
  typing: (typed: Typed) => void;
}

/** Writes the numbers of a contact whose own row is written, and the line of the audit log. */
async function written(tx: Tx, ctx: Ctx, { customer, id, before, sent, typing }: Writing): Promise<Written> {
  const now = (await rows.findContact(tx, id))!;
  const owner = ownerOf(customer, now);
  await note(tx, ctx, before ? 'contact.change' : 'contact.create', { customer, before, after: now });
  if (!sent) return { customer, contact: now, tied: [] };
  if (before) await removeMissing(tx, ctx, owner, sent);
  const tied = await writeNumbers(tx, ctx, owner, { sent, was: owner.numbers, known: owner.numbers }, typing);
  return { customer, contact: (await rows.findContact(tx, id))!, tied };
}

const ownerOf = (
  { id, name }: CustomerRecord,
  contact: rows.ContactRecord,
): Owner & Pick<CustomerRecord, 'numbers'> => ({
  id,
  name,
  contact: { id: contact.id, name: contact.name },
  numbers: contact.numbers ?? [],
});

/** A customer whom the principal may change, held before anything else is looked at. */
async function holdToChange(tx: Tx, ctx: Ctx, customerId: string): Promise<CustomerRecord> {
  const customer = await mustHold(tx, ctx, customerId);
  if (!canEdit(ctx.principal, customer)) throw new Refusal('forbidden');
  await rows.holdTouched(tx, customer.id);
  return mustFind(tx, ctx, customer.id);
}

async function held(tx: Tx, ctx: Ctx, id: string) {
  const found = await rows.findContact(tx, id);
  if (!found) throw new Refusal('not-found');
  const customer = await holdToChange(tx, ctx, found.customerId);
  const contact = await rows.findContact(tx, id);
  if (!contact) throw new Refusal('not-found');
  return { customer, contact };
}

interface Noted {
  customer: CustomerRecord;
  before: rows.ContactRecord | null;
  after: rows.ContactRecord | null;
}

const note = (
  tx: Tx,
  ctx: Ctx,
  action: 'contact.create' | 'contact.change' | 'contact.delete',
  { customer, before, after }: Noted,
): Promise<void> => {
  const said = (of: rows.ContactRecord | null) => of && { customer: customer.name, ...textsOf(of) };
  const { id, name } = (after ?? before)!;
  return auditChange(
    tx,
    ctx,
    { action, recordType: 'contact', recordId: id, recordName: name, aboutId: customer.id },
    said(before),
    said(after),
  );
};

const textsOf = ({ name, relation, email, note: text }: rows.ContactRecord) => ({ name, relation, email, note: text });

/** With whom of a customer's contacts a call is, as the reader sees them. */
export async function contactOfCall(
  tx: Tx,
  reader: Principal,
  customerId: string,
  call: Pick<OpenRecords['call'], 'number' | 'startedAt' | 'direction'>,
): Promise<{ name: string; relation: string } | null> {
  const found = call.direction === 'internal' ? undefined : await rows.contactByNumber(tx, reader, customerId, call);
  return found ? { name: textFor(reader, found.name), relation: textFor(reader, found.relation) } : null;
}

function present(
  reader: Principal,
  customer: CustomerRecord,
  { createdAt, numbers, ...row }: rows.ContactRecord,
): Contact {
  const texts = Object.fromEntries(contactTextKeys.map((key) => [key, textFor(reader, row[key])]));
  return {
    ...row,
    ...(texts as Pick<Contact, (typeof contactTextKeys)[number]>),
    numbers: (numbers ?? []).map((one) => presentNumber(reader, one)),
    createdAt: createdAt.toISOString(),
    can: canEdit(reader, customer) ? ['edit', 'delete'] : [],
  };
}
