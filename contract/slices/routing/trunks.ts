/** Lines to carriers. */
import { defineSlice } from '../define-slice.ts';

export const trunksSlice = defineSlice({
  name: 'trunks',
  area: 'routing',
});
