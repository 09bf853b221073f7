/** Surfaces of what is done with customers in a list: a part of `surfaces.ts`. */
import { button, press, seen, untilOpen, type Surface } from './surface.ts';

/** The dialog of an action on customers who are ticked. */
const bulkOnCustomers = (name: 'own' | 'assign' | 'change' | 'delete'): Surface =>
  seen(
    `customers: ${name}`,
    '/customers',
    untilOpen(async (place) => {
      await place.page.locator('main tbody input[type=checkbox]').first().click();
      await button(place, place.words.bulkCustomers[name].short).click();
    }),
    [`slices/crm/bulk-customers/${name}-dialog.tsx`],
  );

/** An action on numbers to dial that are ticked. */
const bulkOnNumbers = (name: 'assign' | 'customers' | 'delete'): Surface =>
  seen(
    `numbers to dial: ${name}`,
    '/dial-numbers',
    untilOpen(async (place) => {
      await place.page.locator('main tbody input[type=checkbox]').first().click();
      await button(place, place.words.dialLists.acts[name].short).click();
    }),
    ['slices/outbound/dial-lists/number-buttons.tsx', 'slices/outbound/dial-lists/to-customers.tsx'],
  );

export const actionsOnCustomers: readonly Surface[] = [
  seen(
    'customers: into a batch to dial',
    '/customers',
    untilOpen(async (place) => {
      await place.page.locator('main tbody input[type=checkbox]').first().click();
      await button(place, place.words.dialLists.from.short).click();
    }),
    ['slices/outbound/dial-lists/from-customers.tsx'],
  ),
  bulkOnCustomers('own'),
  bulkOnCustomers('assign'),
  bulkOnCustomers('change'),
  bulkOnCustomers('delete'),
  bulkOnNumbers('assign'),
  bulkOnNumbers('customers'),
  bulkOnNumbers('delete'),
  seen(
    'deleting a customer for good',
    '/deleted-customers',
    async ({ page }) => page.locator('main tbody .icon-button').last().click(),
    ['slices/crm/deleted-customers/deleted-customers-page.tsx'],
  ),
  seen(
    'erasing what is kept of a customer',
    ({ followedUp }) => `/customers/${followedUp}`,
    untilOpen(press((words) => words.personalData.erase)),
    ['slices/crm/personal-data/erase-dialog.tsx'],
  ),
  seen(
    'deleting a follow-up',
    ({ followedUp }) => `/customers/${followedUp}`,
    untilOpen(press((words) => words.customers.history.remove)),
    ['slices/crm/customers/remove-follow-up.tsx'],
  ),
  seen('deal', ({ deal }) => `/deals?open=${deal}`, undefined, ['slices/crm/deals/deal-editor.tsx']),
  seen('dial-number', ({ dialNumber }) => `/dial-numbers?open=${dialNumber}`, undefined, [
    'slices/outbound/dial-lists/numbers-page.tsx',
  ]),
];
