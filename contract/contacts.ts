/** People with whom one speaks at a customer (联系人, SPEC A2.3, C2); each of their numbers finds the customer. */
import { Type, type Static } from 'typebox';
import { CustomerNumber, KeptNumber, NewNumber } from './customers.ts';
import { Empty, Id, IdParams, Time } from './page.ts';
import { routes } from './route.ts';

export const contactLimits = { perCustomer: 50, numbers: 5 } as const;

const texts = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  /** What they are to the customer: their trade, their relation. */
  relation: Type.String({ maxLength: 32 }),
  email: Type.String({ maxLength: 120 }),
  note: Type.String({ maxLength: 500 }),
} as const;
export const contactTextKeys = ['name', 'relation', 'email', 'note'] as const;

export const Contact = Type.Object({
  id: Id,
  customerId: Id,
  ...texts,
  numbers: Type.Array(CustomerNumber),
  createdAt: Time,
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type Contact = Static<typeof Contact>;

const { name, ...others } = texts;
const closed = { additionalProperties: false };
const numbers = { maxItems: contactLimits.numbers };
export const NewContact = Type.Object(
  { name, ...Type.Partial(Type.Object(others)).properties, numbers: Type.Optional(Type.Array(NewNumber, numbers)) },
  closed,
);
/** Fields that are missing stay as they are; `version` is what the editor last saw. Of the numbers all, as they shall be, as of a customer. */
export const ContactChange = Type.Object(
  {
    version: Type.Integer(),
    ...Type.Partial(Type.Object(texts)).properties,
    numbers: Type.Optional(Type.Array(Type.Union([KeptNumber, NewNumber]), numbers)),
  },
  closed,
);

const taken = ['customer.phone-taken', 'customer.phone-taken-by', 'phone.invalid-number'] as const;

export const contactRoutes = routes({
  listContacts: {
    method: 'GET',
    path: '/customers/:id/contacts',
    summary: 'Contacts of a customer',
    permission: 'customer.read',
    params: IdParams,
    reply: Type.Object({ items: Type.Array(Contact) }),
  },
  addContact: {
    method: 'POST',
    path: '/customers/:id/contacts',
    summary: 'Add a contact of a customer',
    permission: 'customer.edit',
    params: IdParams,
    body: NewContact,
    reply: Contact,
    errors: ['contact.too-many', ...taken],
  },
  changeContact: {
    method: 'PATCH',
    path: '/contacts/:id',
    summary: 'Change a contact',
    permission: 'customer.edit',
    params: IdParams,
    body: ContactChange,
    reply: Contact,
    errors: ['conflict', ...taken],
  },
  removeContact: {
    method: 'DELETE',
    path: '/contacts/:id',
    summary: 'Delete a contact with their numbers',
    permission: 'customer.edit',
    params: IdParams,
    reply: Empty,
  },
});
