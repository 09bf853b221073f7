/** What other parts of the application may use of the actions on many customers. */
export { BulkButtons } from './bulk-buttons.tsx';
