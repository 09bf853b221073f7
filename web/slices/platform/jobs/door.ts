/** What other parts of the application may use of the jobs' slice. */
export { ExportButton } from './export-button.tsx';
export { JobProgress, ProgressBar, leftText, useJobName } from './job-progress.tsx';
export { useExport } from './use-export.ts';
export { progressOf } from './progress.ts';
