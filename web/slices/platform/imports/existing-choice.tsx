/** What happens to what is there already, and who gets what is new. */
import { onExisting, type Import } from '@bahu/contract/imports.ts';
import { Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { sheetName } from '../../../lib/web-slice.ts';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { usePeople } from '../../../ui/use-people.ts';

interface Existing {
  onExisting: Import['onExisting'];
  assignTo: string[];
}
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
      {found.kind === 'customers' && (
        <AssignTo
          value={value.assignTo}
          isDisabled={isDisabled}
          onChange={(assignTo) => onChange({ ...value, assignTo })}
        />
      )}
    </>
  );
}

function AssignTo({
  value,
  isDisabled,
  onChange,
}: {
  value: string[];
  isDisabled: boolean;
  onChange: (ids: string[]) => void;
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
        values={value}
        onChange={onChange}
      />
      <span className="hint small">{t('imports.assignHint')}</span>
    </div>
  );
}
