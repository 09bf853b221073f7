/** The door of supervision. */
export { findAgent } from './agents.ts';
export { mountMonitor, type MonitorSlice, type Supervision } from './routes.ts';
