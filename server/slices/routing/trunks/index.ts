/** The door of the trunks. */
import { trunksSlice } from '@bahu/contract/slices/routing/trunks.ts';
import { serverSlice } from '../../server-slice.ts';
export { listTrunks, type Trunk } from './store.ts';

export const trunksServer = serverSlice(trunksSlice, {});
