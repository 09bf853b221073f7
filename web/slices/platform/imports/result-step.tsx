/** What came of an import: counts, the rows left out, a way back. */
import type { Import } from '@bahu/contract/imports.ts';
import { jobFilePath } from '@bahu/contract/job-paths.ts';
import { Button } from 'antd';
import { AlertTriangle, Ban, CheckCircle2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import { useSlices } from '../../../lib/services.tsx';
import { useCurrentPath, useTabActions } from '../../../lib/tabs-context.tsx';
import { nameOf, sheetOf, type WebPage } from '../../../lib/web-slice.ts';
import { Notice } from '../../../ui/list-state.tsx';
import { JobProgress } from '../jobs/public.ts';
import { useImportActions, useStepJob } from './use-import.ts';

export function ResultStep({ found }: { found: Import }) {
  const { t, i18n } = useTranslation();
  const { show, close } = useTabActions();
  const current = useCurrentPath();
  const list = useListOf(found.kind);
  const again = () => {
    close(current);
    show(`/imports/new?kind=${found.kind}`);
  };
  const isWritten = found.state === 'applied';
  const hasErrors = found.can.includes('download-errors');
  return (
    <div className="scroll fill import-result">
      <Outcome found={found} />
      <div className="row import-links">
        {hasErrors && <Button href={jobFilePath(found.jobId, 'errors')}>{t('imports.downloadErrors')}</Button>}
        <Undo found={found} />
        <Button type={isWritten ? 'default' : 'primary'} onClick={again}>
          {t('imports.another')}
        </Button>
        {list && (
          <Button type={isWritten ? 'primary' : 'default'} onClick={() => show(list.path)}>
            {t('imports.toList', { page: nameOf(list, i18n.language) })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The page that shows what was imported. */
function useListOf(kind: string): WebPage | undefined {
  const slices = useSlices();
  const path = sheetOf(slices, kind)?.page;
  return slices.flatMap(({ pages = [] }) => pages).find((page) => page.path === path);
}

function Outcome({ found }: { found: Import }) {
  const { t } = useTranslation();
  const job = useStepJob(found).data;
  if (found.state === 'undoing') return job ? <JobProgress job={job} /> : null;
  if (found.state === 'undone')
    return <Notice icon={Undo2} title={t('imports.undone')} hint={t('imports.undoneHint')} />;
  if (found.state === 'cancelled')
    return <Notice icon={Ban} title={t('imports.cancelled')} hint={t('imports.cancelledHint')} />;
  if (found.state === 'failed') return <Failed found={found} />;
  const result = job?.result;
  // What was left out before anything was written counts too.
  const leftOut = result && found.counts ? found.counts.rows - result.created - result.updated : (result?.skipped ?? 0);
  return (
    <>
      <Notice icon={CheckCircle2} title={t('imports.applied')} hint={t('imports.appliedHint')} />
      {result && (
        <dl className="import-counts">
          {(['created', 'updated', 'skipped'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`imports.counts.${name}`)}</dt>
              <dd>{count(name === 'skipped' ? leftOut : result[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** The code is one of the closed list; a newer server may know more. */
function Failed({ found }: { found: Import }) {
  const { t } = useTranslation();
  const texts: Readonly<Record<string, string>> = t('errors', { returnObjects: true });
  const { error } = found;
  const why =
    error && error.code in texts
      ? t(`errors.${error.code}` as 'errors.internal', { id: '', ...error.params })
      : t('requests.unknown');
  return (
    <div role="alert">
      <Notice icon={AlertTriangle} isAlarm title={t('imports.failed')} hint={`${why} · ${t('imports.failedHint')}`} />
    </div>
  );
}

function Undo({ found }: { found: Import }) {
  const { t } = useTranslation();
  const { undo } = useImportActions(found.id);
  if (!found.can.includes('undo')) return null;
  return (
    <Button loading={undo.isPending} onClick={() => undo.mutate()}>
      {t('ui.jobs.undo')}
    </Button>
  );
}
