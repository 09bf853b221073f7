/** The door of the search over everything. */
export { mountSearch } from './routes.ts';
