/** Categories of customers: a tree, of which a customer has one or none (SPEC C1). */
import { Type, type Static } from 'typebox';
import { fieldLimits } from '@bahu/domain/fields/field.ts';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { routes } from './route.ts';

/** Those of a list of values: lists filter by a category, and sheets name one, as by a cascading field. */
export const categoryLimits = { levels: fieldLimits.levels, categories: fieldLimits.options } as const;

/** Without the sign that stands between the levels of one in a sheet. */
const Name = Type.String({ minLength: 1, maxLength: fieldLimits.label, pattern: '^[^>＞]*$' });
export const CustomerCategory = Type.Object({
  id: Id,
  name: Type.String(),
  parentId: Nullable(Id),
  /** Place among its siblings, from 0. */
  position: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit'])),
});
export type CustomerCategory = Static<typeof CustomerCategory>;

export const customerCategoryRoutes = routes({
  list: {
    method: 'GET',
    path: '/customer-categories',
    summary: 'Categories of customers, parents before children, siblings in order',
    permission: 'customer.read',
    reply: Type.Object({ items: Type.Array(CustomerCategory) }),
  },
  create: {
    method: 'POST',
    path: '/customer-categories',
    summary: 'Create a category of customers',
    permission: 'customer-category.manage',
    body: Type.Object({ name: Name, parentId: Nullable(Id) }, { additionalProperties: false }),
    reply: CustomerCategory,
    errors: ['customer-category.name-taken', 'customer-category.too-deep', 'customer-category.too-many'],
  },
  change: {
    method: 'PATCH',
    path: '/customer-categories/:id',
    summary: 'Rename a category of customers, or move it with all below it',
    permission: 'customer-category.manage',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        name: Type.Optional(Name),
        parentId: Type.Optional(Nullable(Id)),
        position: Type.Optional(Type.Integer({ minimum: 0, maximum: categoryLimits.categories })),
      },
      { additionalProperties: false },
    ),
    reply: CustomerCategory,
    errors: ['customer-category.name-taken', 'customer-category.too-deep', 'customer-category.cycle', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/customer-categories/:id',
    summary: 'Delete a category that no customer has and that has none below',
    permission: 'customer-category.manage',
    params: IdParams,
    reply: Empty,
    errors: ['customer-category.has-below', 'customer-category.has-customers'],
  },
});
