/** All background jobs of mine, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { isRunning, withoutOlderSteps } from './progress.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { pageLimit } from '@bahu/contract/page.ts';
import { useApi } from '../../../lib/services.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { JobProgress } from './job-progress.tsx';

const watchMs = 1000;

export function JobsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const answer = useInfiniteQuery({
    queryKey: ['jobs', 'all'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.jobs.list({ query: { limit: pageLimit.standard, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isRunning)) ? watchMs : false),
  });
  return (
    <div className="jobs-page scroll">
      <section className="card" aria-label={t('ui.jobs.title')}>
        <div className="job-head row">
          <h1 className="fill">{t('ui.jobs.title')}</h1>
          <span className="hint small">{t('ui.jobs.keepsRunning')}</span>
        </div>
        <Loaded answer={answer} what={t('ui.jobs.title')} rows={6}>
          {({ pages }) => {
            const jobs = withoutOlderSteps(pages.flatMap(({ items }) => items));
            if (jobs.length === 0) return <Notice title={t('ui.jobs.empty')} hint={t('ui.jobs.emptyHint')} />;
            return jobs.map((job) => (
              <div key={job.id} className="job-row">
                <div className="hint small job-time">
                  <Moment at={job.createdAt} />
                </div>
                <JobProgress job={job} />
              </div>
            ));
          }}
        </Loaded>
        {answer.hasNextPage && (
          <div className="section-foot">
            <Button size="small" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
              {t('ui.jobs.more')}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}
