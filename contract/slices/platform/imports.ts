/** Imports of files. */
import { defineSlice } from '../define-slice.ts';

export const importsSlice = defineSlice({
  name: 'imports',
  area: 'platform',
  errors: {
    'import.wrong-state': 409,
    'import.missing-column': 422,
    'import.files-column': 422,
    'import.empty': 422,
    'import.encoding': 422,
    'import.not-a-table': 422,
    'import.damaged': 422,
    'import.unpacked-too-large': 422,
    'import.line-too-long': 422,
    'import.too-many-rows': 422,
    'import.too-many-columns': 422,
    'import.merged-cells': 422,
    'import.old-excel': 422,
    'import.protected': 422,
    'import.other-office': 422,
    'import.web-page': 422,
    'import.archive': 422,
    'import.picture': 422,
    'import.rows-lost': 409,
    'import.numbers-hidden': 403,
  },
  auditActions: ['import.start', 'import.table', 'import.map', 'import.apply', 'import.cancel', 'import.undo'],
  records: {
    import: { audience: 'starter' },
  },
});
