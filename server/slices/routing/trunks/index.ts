/** The door of the trunks. */
export { hasSimulatedTrunk, listTrunks, type Trunk } from './store.ts';
