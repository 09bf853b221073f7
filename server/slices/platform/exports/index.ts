/** What the server does for the slice of the exports. */
import { exportRoutes } from '@bahu/contract/exports.ts';
import { exportsSlice } from '@bahu/contract/slices/platform/exports.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountExports } from './routes.ts';
import { exportStep } from './run.ts';
import { tellStarter } from '../jobs/index.ts';
export { ownNumber } from './run.ts';
export { choices, exportSpec, word, yesNo, type ExportColumn, type ExportSpec, type ExportSpecs } from './kind.ts';

export const exportsServer = serverSlice(exportsSlice, {
  routes: exportRoutes,
  mount: (api, host) =>
    mountExports(api, { access: host.access, specs: host.specs.exports, onChange: tellStarter(host) }),
  steps: ({ files, specs }) => ({ export: exportStep(files, specs.exports) }),
});
