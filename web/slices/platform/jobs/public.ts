/** What other parts of the application may use of the jobs' slice. */
export { ExportButton } from './export-button.tsx';
export { useExportTools } from './use-export-tools.tsx';
export { JobProgress, ProgressBar, useJobName } from './job-progress.tsx';
