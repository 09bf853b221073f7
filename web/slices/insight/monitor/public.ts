/** What the desk shows of supervision: its acts as buttons, states that are set for a colleague, and both as commands. */
import { lazy } from 'react';
export { ActButtons } from './act-buttons.tsx';
export { StateDialog } from './state-dialog.tsx';
export { useSupervision } from './use-supervision.ts';
/** What a supervisor does that asks for the reason; fetched when it is asked. */
export const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));
