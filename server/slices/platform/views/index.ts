/** The door of the lists' arrangement. */
export { mountViews } from './routes.ts';
