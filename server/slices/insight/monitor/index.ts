/** The door of supervision. */
export { findAgent } from './agents.ts';
export { maySupervise } from './rights.ts';
export { mountMonitor, type MonitorSlice, type Supervision } from './routes.ts';
