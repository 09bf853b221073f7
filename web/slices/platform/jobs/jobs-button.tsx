/** 后台任务 in the tab row: how many run, and the latest in a popover. */
import type { Job } from '@bahu/contract/jobs.ts';
import { Loader } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentPath } from '../../../lib/tabs-context.tsx';
import { PanelButton } from '../../../ui/panel-popover.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { isRunning } from './progress.ts';
import { useJobs } from './use-jobs.ts';

const JobList = lazy(async () => ({ default: (await import('./job-popover.tsx')).JobPopover }));

export function JobsButton() {
  const { t } = useTranslation();
  const { data } = useJobs();
  const jobs = data?.items ?? [];
  const running = jobs.filter(isRunning).length;
  useEndNotice(jobs);
  return (
    <PanelButton
      icon={Loader}
      label={running > 0 ? t('ui.jobs.running', { count: running }) : t('ui.jobs.title')}
      panelLabel={t('ui.jobs.title')}
      count={running}
      className="tab-row-tool"
      look="bare"
      panel={(close) => (
        <Suspense fallback={null}>
          <JobList onLeave={close} />
        </Suspense>
      )}
    />
  );
}

/** Says once that a job which was seen running has ended. */
function useEndNotice(jobs: readonly Job[]): void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const current = useCurrentPath();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (isRunning(job)) seen.current.add(job.id);
      // Whoever looks at the import sees it there.
      else if (seen.current.delete(job.id) && current !== `/imports/${job.importId}`) {
        if (job.state === 'done') toasts.done(t('ui.jobs.ended', { name: job.fileName }));
        if (job.state === 'failed') toasts.failed(t('ui.jobs.failed', { name: job.fileName }));
      }
    }
  }, [current, jobs, t, toasts]);
}
