/** What happens to what is there already, and who gets what is new. */
import { onExisting, type Import } from '@bahu/contract/imports.ts';
import { Radio, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { sheetName } from '../../../lib/web-slice.ts';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { fieldName } from './import-words.ts';
import { shareOf, type ShareOf } from '../../../ui/share-of.ts';
import { SharesChoice } from '../../../ui/shares.tsx';
import { usePeople } from '../../../ui/use-people.ts';

export interface Existing {
  onExisting: Import['onExisting'];
  assignTo: string[];
  shares: ShareOf;
  forAll: Import['forAll'];
}
/** As it was chosen before: on the step before this one, or before the page was loaded again. */
export const existingOf = ({ onExisting: choice, assignTo, shares, forAll }: Import): Existing => ({
  onExisting: choice,
  assignTo: assignTo ?? [],
  shares: shareOf(assignTo ?? [], shares),
  forAll,
});

interface Props {
  found: Import;
  value: Existing;
  isDisabled?: boolean;
  onChange: (value: Existing) => void;
}

export function ExistingChoice({ found, value, isDisabled = false, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const subject = sheetName(useSlices(), found.kind, i18n.language);
  // The sheet of caller IDs only changes what is there.
  const choices = onExisting.filter((choice) => found.kind === 'customers' || choice !== 'update-and-assign');
  if (found.kind === 'caller-ids') return null;
  return (
    <>
      <fieldset className="import-choice" disabled={isDisabled}>
        <legend>{t('imports.existing', { subject })}</legend>
        <Radio.Group
          vertical
          value={value.onExisting}
          disabled={isDisabled}
          options={choices.map((choice) => ({
            value: choice,
            label: (
              <>
                {t(`imports.onExisting.${choice}`)}{' '}
                <span className="hint">{t(`imports.onExistingHint.${choice}`)}</span>
              </>
            ),
          }))}
          onChange={(event) => onChange({ ...value, onExisting: event.target.value as Existing['onExisting'] })}
        />
      </fieldset>
      {found.fields
        .filter(({ settable }) => settable.length > 0)
        .map(({ key, settable }) => (
          <ForAll
            key={key}
            name={fieldName(found, key, i18n.language)}
            words={settable}
            value={value.forAll[key]}
            isDisabled={isDisabled}
            onChange={(word) => onChange({ ...value, forAll: withWord(value.forAll, key, word) })}
          />
        ))}
      {found.kind === 'customers' && (
        <AssignTo value={value} isDisabled={isDisabled} onChange={(part) => onChange({ ...value, ...part })} />
      )}
    </>
  );
}

function withWord(forAll: Import['forAll'], key: string, word: string | undefined): Import['forAll'] {
  const { [key]: _, ...others } = forAll;
  return word === undefined ? others : { ...others, [key]: word };
}

interface ForAllProps {
  name: string;
  words: readonly string[];
  value: string | undefined;
  isDisabled: boolean;
  onChange: (word: string | undefined) => void;
}

/** What rows get that say nothing of a field. */
function ForAll({ name, words, value, isDisabled, onChange }: ForAllProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="import-choice">
      <label htmlFor={id}>{name}</label>
      <Select<string>
        id={id}
        size="small"
        allowClear
        disabled={isDisabled}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('imports.notSet')}
        value={value ?? null}
        options={words.map((word) => ({ value: word, label: word }))}
        onChange={(word: string | undefined) => onChange(word)}
      />
      <span className="hint small">{t('imports.forAllHint', { name })}</span>
    </div>
  );
}

function AssignTo({
  value,
  isDisabled,
  onChange,
}: {
  value: Pick<Existing, 'assignTo' | 'shares'>;
  isDisabled: boolean;
  onChange: (part: Partial<Existing>) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const remote = usePeople({ permission: 'customer.import' });
  return (
    <div className="import-choice">
      <label htmlFor={id}>{t('imports.assign')}</label>
      <RemoteSelect
        id={id}
        label={t('imports.assign')}
        remote={remote}
        isSeveral
        disabled={isDisabled}
        placeholder={t('imports.publicPool')}
        values={value.assignTo}
        onChange={(assignTo) => onChange({ assignTo })}
      />
      <SharesChoice
        agents={value.assignTo}
        remote={remote}
        value={value.shares}
        disabled={isDisabled}
        onChange={(shares) => onChange({ shares })}
      />
      <span className="hint small">{t('imports.assignHint')}</span>
    </div>
  );
}
