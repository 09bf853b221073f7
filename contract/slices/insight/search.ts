/** The one search box. */
import { defineSlice } from '../define-slice.ts';

export const searchSlice = defineSlice({
  name: 'search',
  area: 'insight',
  finds: { people: { needs: ['desk.use', 'user.read'] } },
});
