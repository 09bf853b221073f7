/** The server reads, checks or writes: how far it is. Leaving the page does not matter. */
import type { Import } from '@bahu/contract/imports.ts';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../jobs/public.ts';
import { useStepJob } from './use-import.ts';

export function WorkStep({ found }: { found: Import }) {
  const { t } = useTranslation();
  const job = useStepJob(found).data;
  return (
    <div className="scroll fill import-work" role="status">
      <b>
        {t(`imports.working.${found.state === 'checking' || found.state === 'applying' ? found.state : 'reading'}`)}
      </b>
      <span className="hint small">{t('ui.jobs.keepsRunning')}</span>
      {job && (
        <div className="card">
          <JobProgress job={job} />
        </div>
      )}
    </div>
  );
}
