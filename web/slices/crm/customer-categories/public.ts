/** What other slices use of the categories of customers. */
export { useCategories, withCategoriesOf } from './use-categories.ts';
