/** Desk phones, for the shell: they are set up beside their agents, and on one's own page. */
import { webSlice } from '../../../lib/web-slice.ts';

export const deskPhonesWeb = webSlice('desk-phones', {});
