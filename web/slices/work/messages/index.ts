/** Texts to customers, for the shell: they stand with their calls. */
import { webSlice } from '../../../lib/web-slice.ts';

export const messagesWeb = webSlice('messages', { alsoShows: { message: [['customers', 'history']] } });
