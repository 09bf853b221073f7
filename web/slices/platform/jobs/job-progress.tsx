/** A job as one entry: name, how far, how long still; when it has ended what came of it and what can be done. */
import { jobFilePath } from '@bahu/contract/job-paths.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { count, duration } from '../../../lib/format.ts';
import { useNow, useSlices } from '../../../lib/services.tsx';
import { sheetName } from '../../../lib/web-slice.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { Tag } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';
import { isRunning, progressOf } from './progress.ts';
import { useJobActions } from './use-job-actions.ts';
import './jobs.css';

const jobTones: Readonly<Record<Job['state'], StateColour>> = {
  waiting: 'away',
  running: 'talking',
  done: 'ready',
  failed: 'alarm',
  cancelled: 'away',
  undone: 'away',
};

/** 导出客户 · 客户 2026-11-22.xlsx */
export function useJobName(): (job: Pick<Job, 'kind' | 'subject'>) => string {
  const { t, i18n } = useTranslation();
  const slices = useSlices();
  return ({ kind, subject }) => t(`ui.jobs.kind.${kind}`, { subject: sheetName(slices, subject, i18n.language) });
}

export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  const nameOf = useJobName();
  const name = [nameOf(job), job.fileName].filter(Boolean).join(' · ');
  return (
    <div role="group" className="job" aria-label={name}>
      <div className="row">
        {job.importId ? (
          <AppLink to={`/imports/${job.importId}`} className="cut fill job-name" title={name}>
            {name}
          </AppLink>
        ) : (
          <span className="cut fill" title={name}>
            {name}
          </span>
        )}
        {isRunning(job) ? (
          <Percent job={job} />
        ) : (
          <Tag tone={jobTones[job.state]}>{t(`ui.jobs.state.${job.state}`)}</Tag>
        )}
      </div>
      {isRunning(job) ? <Running job={job} /> : <Ended job={job} />}
    </div>
  );
}

function Percent({ job }: { job: Job }) {
  const { percent } = progressOf(job, 0);
  return percent === null ? null : <b className="whole">{percent}%</b>;
}

export function ProgressBar({ percent, label }: { percent: number | null; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className="job-bar"
      data-is-open={percent === null || undefined}
    >
      <i style={{ width: `${percent ?? 30}%` }} />
    </div>
  );
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation();
  const now = useNow();
  const { cancel, isBusy } = useJobActions();
  const { percent, rate, secondsLeft } = progressOf(job, now);
  const rows =
    job.total === null
      ? t('ui.jobs.rows', { done: count(job.done) })
      : t('ui.jobs.rowsOf', { done: count(job.done), total: count(job.total) });
  const parts = [
    job.state === 'waiting' ? t('ui.jobs.state.waiting') : rows,
    rate === null ? null : t('ui.jobs.rate', { rate: count(Math.round(rate)) }),
    secondsLeft === null ? null : leftText(t, secondsLeft),
  ];
  return (
    <>
      <ProgressBar percent={percent} label={t('ui.jobs.progress')} />
      <div className="row small second">
        <span className="fill">{parts.filter(Boolean).join(' · ')}</span>
        {job.can.includes('cancel') && (
          <button type="button" className="link" disabled={isBusy} onClick={() => cancel(job)}>
            {t('app.action.cancel')}
          </button>
        )}
      </div>
    </>
  );
}

const leftText = (t: TFunction, seconds: number): string =>
  seconds < 60
    ? t('ui.jobs.secondsLeft', { count: seconds })
    : t('ui.jobs.minutesLeft', { count: Math.ceil(seconds / 60) });

/** What came of it in words: 新增 12,040 · 更新 3 · 跳过 36. */
function resultText(t: TFunction, job: Pick<Job, 'kind' | 'result'>): string | null {
  const { result } = job;
  if (!result) return null;
  if (job.kind === 'export') return t('ui.jobs.exported', { rows: count(result.rows) });
  if (job.kind.startsWith('bulk'))
    return [
      t('ui.jobs.acted', { rows: count(result.updated) }),
      result.skipped > 0 && t('ui.jobs.skipped', { rows: count(result.skipped) }),
    ]
      .filter(Boolean)
      .join(' · ');
  if (result.created + result.updated + result.skipped === 0)
    return t('ui.jobs.exported', { rows: count(result.rows) });
  const parts = (['created', 'updated', 'skipped'] as const).filter((name) => name === 'created' || result[name] > 0);
  return parts.map((name) => t(`ui.jobs.${name}`, { rows: count(result[name]) })).join(' · ');
}

function Ended({ job }: { job: Job }) {
  const { t } = useTranslation();
  const seconds = job.startedAt && job.endedAt ? (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000 : 0;
  const took = seconds >= 1 ? duration(seconds) : null;
  return (
    <div className="row small second job-end">
      <span className="fill">
        {job.error ? (
          <span className="tone-alarm toned">{jobError(t, job.error)}</span>
        ) : (
          [resultText(t, job), took].filter(Boolean).join(' · ')
        )}
      </span>
      <JobLinks job={job} />
    </div>
  );
}

/** A code of the closed list, or one that a job alone knows. */
function jobError(t: TFunction, code: string): string {
  const texts: Readonly<Record<string, string>> = t('errors', { returnObjects: true });
  return code in texts ? t(`errors.${code}` as 'errors.internal', { id: '' }) : t('requests.unknown');
}

function JobLinks({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { undo, isBusy } = useJobActions();
  return (
    <span className="row whole">
      {job.can.includes('download') && (
        <a href={jobFilePath(job.id, 'file')} download={job.fileName}>
          {t('ui.jobs.download')}
        </a>
      )}
      {job.can.includes('download-errors') && (
        <a href={jobFilePath(job.id, 'errors')} download>
          {job.result && job.result.skipped > 0
            ? t('ui.jobs.skippedRows', { rows: count(job.result.skipped) })
            : t('ui.jobs.errorRows')}
        </a>
      )}
      {job.can.includes('undo') && (
        <button type="button" className="link" disabled={isBusy} onClick={() => undo(job)}>
          {t('ui.jobs.undo')}
        </button>
      )}
    </span>
  );
}
