/** Every row as it would be imported, with the bad cells marked; nothing is written yet. */
import { importRoutes, rowStates, type Import } from '@bahu/contract/imports.ts';
import { pageLimit } from '@bahu/contract/page.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { jobFilePath } from '@bahu/contract/job-paths.ts';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import { cursorOf, firstPage } from '../../../lib/keyset.ts';
import { useClient } from '../../../lib/services.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Dot } from '../../../ui/marks.tsx';
import { Pager } from '../../../ui/pager.tsx';
import type { StateColour } from '../../../ui/theme.ts';
import { ExistingChoice, existingOf, type Existing } from './existing-choice.tsx';
import { sharesOf } from '../../../ui/share-of.ts';
import { PreviewTable } from './preview-table.tsx';
import { Questions } from './questions.tsx';
import { Reasons, Warnings } from './reasons.tsx';
import { useImportActions, type Mapping } from './use-import.ts';

type RowState = (typeof rowStates)[number];
const tones: Readonly<Record<RowState, StateColour>> = {
  new: 'ready',
  update: 'away',
  known: 'away',
  duplicate: 'ringing',
  invalid: 'alarm',
};

export function PreviewStep({ found, onBack }: { found: Import; onBack: () => void }) {
  const [state, setState] = useState<RowState | null>(null);
  return (
    <>
      <div className="import-body">
        <div className="import-rows">
          <StateTabs found={found} value={state} onChange={setState} />
          <Rows key={state} found={found} state={state} />
        </div>
        <div className="import-side scroll">
          <Choices found={found} />
          <Reasons found={found} />
          <Warnings found={found} />
        </div>
      </div>
      <Foot found={found} onBack={onBack} />
    </>
  );
}

function StateTabs({
  found,
  value,
  onChange,
}: {
  found: Import;
  value: RowState | null;
  onChange: (state: RowState | null) => void;
}) {
  const { t } = useTranslation();
  const { counts } = found;
  // What is there already is either left alone or changed.
  const other = found.onExisting === 'skip' ? 'update' : 'known';
  return (
    <div className="import-tabs" role="group" aria-label={t('imports.states')}>
      <button type="button" className="chip" aria-pressed={value === null} onClick={() => onChange(null)}>
        {t('imports.state.all')} {count(counts?.rows ?? 0)}
      </button>
      {rowStates
        .filter((state) => state !== other || counts?.[state])
        .map((state) => (
          <button
            key={state}
            type="button"
            className="chip"
            aria-pressed={value === state}
            onClick={() => onChange(state)}
          >
            <Dot tone={tones[state]} /> {t(`imports.state.${state}`)} {count(counts?.[state] ?? 0)}
          </button>
        ))}
      <span className="fill" />
      {found.can.includes('download-errors') && (
        <Button size="small" icon={<Download size={14} aria-hidden />} href={jobFilePath(found.jobId, 'errors')}>
          {t('ui.jobs.errorRows')}
        </Button>
      )}
    </div>
  );
}

function Rows({ found, state }: { found: Import; state: RowState | null }) {
  const { t } = useTranslation();
  const imports = useClient(importRoutes);
  const [pages, setPages] = useState(firstPage);
  const cursor = cursorOf(pages);
  const answer = useQuery({
    queryKey: ['imports', 'rows', found.id, { state, cursor, of: found.jobId }],
    queryFn: ({ signal }) =>
      imports.rows(
        {
          params: { id: found.id },
          query: { limit: pageLimit.standard, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="scroll fill" tabIndex={0} role="region" aria-label={t('imports.preview')}>
        <Loaded answer={answer} what={t('imports.what')} rows={12}>
          {({ items }) =>
            items.length === 0 ? <Notice title={t('imports.noRows')} /> : <PreviewTable found={found} rows={items} />
          }
        </Loaded>
      </div>
      <Pager
        pages={pages}
        onChange={setPages}
        pageSize={pageLimit.standard}
        page={answer.data}
        unit={t('imports.unit')}
      />
    </>
  );
}

/** Changing what happens to existing rows has all rows checked anew. */
function Choices({ found }: { found: Import }) {
  const { map } = useImportActions(found.id);
  const [chosen, setChosen] = useState<Existing | null>(null);
  const isDisabled = !found.can.includes('map') || map.isPending;
  // What was refused is taken back; what holds is what the import says.
  const existing = (map.isPending && chosen) || existingOf(found);
  const check = ({ assignTo, shares, ...others }: Existing, choices?: Mapping['choices']): void =>
    map.mutate({
      mapping: found.mapping,
      ...others,
      ...(choices && { choices }),
      ...(assignTo.length > 0 ? { assignTo, ...sharesOf(assignTo, shares) } : {}),
    });
  return (
    <>
      <Questions found={found} isDisabled={isDisabled} onChange={(choices) => check(existing, choices)} />
      <ExistingChoice
        found={found}
        value={existing}
        isDisabled={isDisabled}
        onChange={(value) => {
          setChosen(value);
          check(value);
        }}
      />
    </>
  );
}

function Foot({ found, onBack }: { found: Import; onBack: () => void }) {
  const { t } = useTranslation();
  const { apply, cancel } = useImportActions(found.id);
  const { counts } = found;
  const wanted = (counts?.new ?? 0) + (found.onExisting === 'skip' ? 0 : (counts?.update ?? 0));
  const bad = counts?.invalid ?? 0;
  return (
    <div className="section-foot">
      <span className="second">{bad > 0 ? t('imports.badRows', { rows: count(bad) }) : t('imports.noBadRows')}</span>
      <span className="fill" />
      {found.can.includes('cancel') && (
        <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('imports.giveUp')}
        </Button>
      )}
      {found.can.includes('map') && <Button onClick={onBack}>{t('imports.back')}</Button>}
      <Button
        type="primary"
        disabled={wanted === 0 || !found.can.includes('apply')}
        loading={apply.isPending}
        onClick={() => apply.mutate()}
      >
        {t('imports.apply', { rows: count(wanted) })}
      </Button>
    </div>
  );
}
