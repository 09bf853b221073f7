/** 后台任务 in the tab row: how many run, and the latest in a popover. */
import type { Job } from '@bahu/contract/jobs.ts';
import { Popover } from 'antd';
import { Loader } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useTabs } from '../../../lib/tabs-context.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { isRunning } from './progress.ts';
import { useJobs } from './use-jobs.ts';
import './jobs-button.css';

const JobList = lazy(async () => ({ default: (await import('./job-popover.tsx')).JobPopover }));

export function JobsButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useJobs();
  useHotkey('Escape', () => setIsOpen(false), isOpen);
  const jobs = data?.items ?? [];
  const running = jobs.filter(isRunning).length;
  useEndNotice(jobs);
  const content = (
    <div role="dialog" aria-label={t('ui.jobs.title')}>
      <Suspense fallback={null}>
        <JobList onLeave={() => setIsOpen(false)} />
      </Suspense>
    </div>
  );
  const label = running > 0 ? t('ui.jobs.running', { count: running }) : t('ui.jobs.title');
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={['click']}
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      classNames={{ root: 'job-popover' }}
      content={content}
    >
      <span className="jobs-button">
        <IconButton
          icon={Loader}
          size="small"
          label={label}
          isOpen={isOpen}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        />
        {running > 0 && (
          <i className="jobs-count" aria-hidden>
            {running}
          </i>
        )}
      </span>
    </Popover>
  );
}

/** Says once that a job which was seen running has ended. */
function useEndNotice(jobs: readonly Job[]): void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { current } = useTabs();
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
