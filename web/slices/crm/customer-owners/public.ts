/** What other parts of the application may use of whose customers are. */
export { LockMark } from './lock-mark.tsx';
export { OwnerButtons } from './owner-buttons.tsx';
export { OwnerHistory } from './owner-history.tsx';
