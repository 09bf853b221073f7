/** What the server does for the slice of the trunks. */
import { trunksSlice } from '@bahu/contract/slices/routing/trunks.ts';
import { serverSlice } from '../../server-slice.ts';

export const trunksServer = serverSlice(trunksSlice, {});
