/** What the server does for the slice of the imports. */
import { importRoutes } from '@bahu/contract/imports.ts';
import { importsSlice } from '@bahu/contract/slices/platform/imports.ts';
import { serverSlice, type JobsHost, type JobSteps } from '../../server-slice.ts';
import { tellStarter } from '../jobs/index.ts';
import { listTenants } from '../tenants/index.ts';
import { importsOfPerson } from './person.ts';
import { mountImports } from './routes.ts';
import { applyStep, undoStep, type OnApplied } from './apply.ts';
import { checkStep } from './check-rows.ts';
import { forgetImports } from './forget.ts';
import { readStep } from './read-file.ts';

export { leftOutFile } from './left-out.ts';
export { cancelWaiting } from './stop.ts';
export { changesIn, noteChanged, noteCreated, noteInvalid, notingChanged } from './kept.ts';
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

function importSteps({ files, specs, refreshTenant, configured }: Omit<JobsHost, 'steps'>): JobSteps {
  const onApplied: OnApplied = async (tenantId, { configures }) => {
    if (!configures) return;
    await refreshTenant(tenantId);
    await configured(tenantId, configures);
  };
  return {
    'import.read': readStep(files, specs.imports),
    'import.check': checkStep(files, specs.imports),
    'import.apply': applyStep(files, specs.imports, onApplied),
    'import.undo': undoStep(specs.imports, onApplied),
  };
}

export const importsServer = serverSlice(importsSlice, {
  ofPerson: importsOfPerson,
  routes: importRoutes,
  mount: (api, host) =>
    mountImports(api, {
      access: host.access,
      files: host.files,
      specs: host.specs.imports,
      onChange: tellStarter(host),
    }),
  steps: importSteps,
  jobs: ({ db, files }) => ({
    timed: [
      {
        name: 'imports.forget',
        times: '40 2 * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await forgetImports(db, id, files);
        },
      },
    ],
  }),
});
