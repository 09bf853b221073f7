/** The fields that customers and follow-ups have without design. */
import { fieldNames, type OwnFields } from './built-in.ts';
import { definitionsOf } from './built-in-definitions.ts';
import { customerColumns, customerFields } from './customer-fields.ts';
import type { FieldDef, FieldOption } from './field.ts';
import { followUpColumns, followUpFields } from './follow-up-fields.ts';

/** The number, the category and the owner have rules of their own, but their place like any field. */
const { name, company, title, stage, ...others } = definitionsOf(customerFields);
const { phone, categoryId, owner } = definitionsOf({
  phone: {
    type: 'phone',
    labels: customerColumns.phone,
    most: 64,
    isRequired: true,
    isNeeded: true,
    width: 140,
    synonyms: [],
  },
  // Its list of values is the tree of the company's categories, whose ids are their codes: `withCategories`.
  categoryId: {
    type: 'cascade',
    labels: customerColumns.categoryId,
    most: 36,
    filter: 'asked',
    column: 'wide',
    width: 120,
    synonyms: [],
  },
  owner: {
    type: 'agent',
    labels: customerColumns.owner,
    most: 64,
    state: 'list',
    isNeeded: true,
    width: 104,
    synonyms: [],
  },
});

export const fieldsOfCustomers: OwnFields = {
  builtIn: [name, phone, company, title, stage, categoryId, ...Object.values(others), owner],
  names: [
    ...fieldNames(customerFields, customerColumns),
    'phone-extension',
    '分机',
    'extension',
    'email',
    'last-call',
    'created',
    'changed',
  ],
};
/** The fields of customers with the company's categories as the values of theirs. */
export const withCategories = <F extends FieldDef>(
  fields: readonly F[],
  categories: readonly FieldOption[],
): (F | FieldDef)[] =>
  fields.map((field) => (field.builtIn && field.key === categoryId.key ? { ...field, options: categories } : field));
export const fieldsOfFollowUps: OwnFields = {
  builtIn: Object.values(definitionsOf(followUpFields)),
  names: fieldNames(followUpFields, followUpColumns),
};
