/** Whose customers are, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const customerOwnersWeb = webSlice('customer-owners', {
  alsoShows: { customer: [['customers', 'owners']] },
  words: { act: 'owners.acts' },
});
