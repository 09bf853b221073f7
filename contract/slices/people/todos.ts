/** What people are reminded of; the kinds are those of other slices. */
import { defineSlice } from '../define-slice.ts';

export const todosSlice = defineSlice({ name: 'todos', area: 'people' });
