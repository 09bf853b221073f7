/** The latest background jobs. */
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { JobProgress } from './job-progress.tsx';
import { withoutOlderSteps } from './progress.ts';
import { useJobs } from './use-jobs.ts';

const latest = 5;

export function JobPopover({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const answer = useJobs();
  return (
    <div className="job-list">
      <div className="job-head row">
        <b className="fill">{t('ui.jobs.title')}</b>
        <span className="hint small">{t('ui.jobs.keepsRunning')}</span>
      </div>
      <Loaded answer={answer} what={t('ui.jobs.title')} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice title={t('ui.jobs.empty')} hint={t('ui.jobs.emptyHint')} />
          ) : (
            withoutOlderSteps(items)
              .slice(0, latest)
              .map((job) => <JobProgress key={job.id} job={job} />)
          )
        }
      </Loaded>
      <AppLink to="/jobs" className="job-all" onClick={onLeave}>
        {t('ui.jobs.all')}
      </AppLink>
    </div>
  );
}
