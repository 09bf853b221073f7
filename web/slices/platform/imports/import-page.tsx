/** Importing a file: choose it, map its columns, look at every row before anything is written, import, see what came of it. */
import type { Import } from '@bahu/contract/imports.ts';
import { Check } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useAddressPart } from '../../../lib/address.ts';
import { bytes, count } from '../../../lib/format.ts';
import { useTabTitle } from '../../../lib/tabs-context.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { classes } from '../../../ui/marks.tsx';
import { useJobName } from '../jobs/public.ts';
import { ColumnsStep } from './columns-step.tsx';
import { FileStep } from './file-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { ResultStep } from './result-step.tsx';
import { importShape } from './search.ts';
import { WorkStep } from './work-step.tsx';
import { isAtWork, shownStep, stepOf, steps, useImport } from './use-import.ts';
import './imports.css';

export function ImportPage() {
  const importId = useAddressPart('importId');
  const { kind = 'customers' } = useAddress(importShape).search;
  const titleOf = useTitle();
  useTabTitle('/imports/new', titleOf(kind));
  if (importId === 'new')
    return (
      <Frame step="file" facts={null}>
        <FileStep kind={kind} />
      </Frame>
    );
  return <OneImport key={importId} id={importId} />;
}

/** 导入客户 */
function useTitle(): (kind: string) => string {
  const nameOf = useJobName();
  return (subject) => nameOf({ kind: 'import', subject });
}

function OneImport({ id }: { id: string }) {
  const { t } = useTranslation();
  const answer = useImport(id);
  const { data } = answer;
  const [isBack, setIsBack] = useState(false);
  const titleOf = useTitle();
  useTabTitle(`/imports/${id}`, data && `${titleOf(data.kind)} ${data.fileName}`);
  const step = data ? stepOf(data.state, isBack) : 'file';
  return (
    <Frame step={data ? shownStep(data, isBack) : step} facts={data ? <Facts found={data} /> : null}>
      <Loaded answer={answer} what={t('imports.what')} rows={10}>
        {(found) => {
          if (isAtWork(found.state) && found.state !== 'undoing') return <WorkStep found={found} />;
          if (step === 'columns') return <ColumnsStep found={found} onChecked={() => setIsBack(false)} />;
          if (step === 'preview') return <PreviewStep found={found} onBack={() => setIsBack(true)} />;
          return <ResultStep found={found} />;
        }}
      </Loaded>
    </Frame>
  );
}

function Facts({ found }: { found: Import }) {
  const { t } = useTranslation();
  const delimiters: Readonly<Record<string, string>> = t('imports.delimiters', { returnObjects: true });
  const parts = [
    found.fileName,
    found.counts ? t('imports.rows', { rows: count(found.counts.rows) }) : bytes(found.bytes),
    found.encoding && found.encoding !== 'xlsx' ? found.encoding.toUpperCase() : null,
    found.delimiter ? (delimiters[found.delimiter === '\t' ? 'tab' : found.delimiter] ?? found.delimiter) : null,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

function Frame({ step, facts, children }: { step: (typeof steps)[number]; facts: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const at = steps.indexOf(step);
  return (
    <div className="import-page">
      <section className="card import-main" aria-label={t('imports.what')}>
        <h1 className="unseen">{t('imports.what')}</h1>
        <div className="import-head">
          <ol className="import-steps">
            {steps.map((name, index) => (
              <li
                key={name}
                className={classes(index < at && 'is-done', index === at && 'is-at')}
                aria-current={index === at ? 'step' : undefined}
              >
                <i aria-hidden>{index < at ? <Check size={13} /> : index + 1}</i>
                {t(`imports.steps.${name}`)}
              </li>
            ))}
          </ol>
          <span className="second cut">{facts}</span>
        </div>
        {children}
      </section>
    </div>
  );
}
