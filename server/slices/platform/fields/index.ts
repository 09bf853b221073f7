/** What the server does for the slice of the designed fields. */
import { fieldRoutes } from '@bahu/contract/fields.ts';
import { fieldsSlice } from '@bahu/contract/slices/platform/fields.ts';
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import { serverSlice } from '../../server-slice.ts';
import { createFieldKeysJob } from './keys-job.ts';
import { mountFields } from './routes.ts';
export { countByField } from './counts.ts';
export { fieldConditions, fieldSearches } from './filter-sql.ts';
export { fewEnough, orderOf, rowsBehind, wholeOrder, type Ordered } from './order.ts';
export { listAllFields, listFields, type FieldRecord } from './store.ts';
export {
  agentWords,
  arrangedColumns,
  builtInColumn,
  columnKey,
  exportColumns,
  importColumns,
  sheetReading,
  type AgentWords,
  type SheetReading,
} from './sheets.ts';
export { readingFor, changedFields, presentFields, writeFields, type StoredFields } from './values.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /**
     * Records whose id is above `after` and at most `upTo` need the keys by which lists find them anew: those that have a value of the field, and
     * those that have a key at its `slot`, which may be that of an earlier field.
     */
    'field.keys-wanted': { owner: FieldOwner; fieldId: string; slot: number | null; after: string; upTo: string };
  }
}

export const fieldsServer = serverSlice(fieldsSlice, {
  routes: fieldRoutes,
  mount: (api, host) => mountFields(api, { access: host.access, onChange: host.recordChanged }),
  jobs: () => ({ handlers: [createFieldKeysJob()] }),
});
