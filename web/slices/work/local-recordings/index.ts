/** Local recordings, for the shell: they have no page of their own. */
import { webSlice } from '../../../lib/web-slice.ts';

export const localRecordingsWeb = webSlice('local-recordings', {});
