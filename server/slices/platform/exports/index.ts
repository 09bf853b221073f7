/** The door of the exports. */
export { mountExports, type ExportsSlice } from './routes.ts';
export { exportStep, ownNumber } from './run.ts';
export { exportSpec, word, yesNo, type ExportSpec, type ExportSpecs, type Language, type Shown } from './kind.ts';
