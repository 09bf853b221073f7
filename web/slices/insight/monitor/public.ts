/** What the desk shows of supervision: its acts as buttons, states that are set for a colleague, and both as commands. */
export { ActButtons } from './act-buttons.tsx';
export { StateDialog } from './state-dialog.tsx';
export { useSupervision } from './use-supervision.ts';
