/** What the server does for the slice of the imports. */
import type { Files } from '../../../kernel/files.ts';
import { importRoutes } from '@bahu/contract/imports.ts';
import { importsSlice } from '@bahu/contract/slices/platform/imports.ts';
import { serverSlice } from '../../server-slice.ts';
import { tellStarter, type JobStep } from '../jobs/index.ts';
import { mountImports } from './routes.ts';
import { applyStep, undoStep, type OnApplied } from './apply.ts';
import { checkStep } from './check-rows.ts';
import type { ImportSpecs } from './kind.ts';
import { readStep } from './read-file.ts';

export { leftOutFile } from './left-out.ts';
export { forgetImports } from './forget.ts';
export { cancelWaiting } from './stop.ts';
export { plainImport } from './plain-kind.ts';
export {
  field,
  type Actor,
  type Applied,
  type Batch,
  type CheckedRow,
  type Checking,
  type ColumnOf,
  type FieldSpec,
  type Found,
  type ImportSpec,
  type ImportSpecs,
  type RowChecker,
  type Undone,
} from './kind.ts';

/** What the worker does for imports, by name of the step. */
export const importSteps = (files: Files, specs: ImportSpecs, onApplied: OnApplied): Record<string, JobStep> => ({
  'import.read': readStep(files, specs),
  'import.check': checkStep(files, specs),
  'import.apply': applyStep(files, specs, onApplied),
  'import.undo': undoStep(specs, onApplied),
});

export const importsServer = serverSlice(importsSlice, {
  routes: importRoutes,
  mount: (api, host) =>
    mountImports(api, {
      access: host.access,
      files: host.files,
      specs: host.specs.imports,
      onChange: tellStarter(host),
    }),
});
