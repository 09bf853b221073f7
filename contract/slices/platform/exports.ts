/** Exports of lists. */
import { defineSlice } from '../define-slice.ts';

export const exportsSlice = defineSlice({
  name: 'exports',
  area: 'platform',
  auditActions: ['export.start', 'export.download'],
  records: {
    export: {},
  },
});
