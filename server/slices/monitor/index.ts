/** The door of supervision. */
export { mountMonitor, type MonitorSlice, type Supervision } from './routes.ts';
