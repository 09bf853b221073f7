/** What is decided once for many rows: said with how many they are, before anything is written. */
import { importQuestions, type Import } from '@bahu/contract/imports.ts';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import type { Choices } from './use-import.ts';

interface Props {
  found: Import;
  /** Decided, but not sent yet. */
  chosen?: Choices;
  isDisabled?: boolean;
  onChange: (choices: Choices) => void;
}

export function Questions({ found, chosen = {}, isDisabled = false, onChange }: Props) {
  const { t } = useTranslation();
  return found.questions.map(({ key, rows, choice }) => (
    <fieldset key={key} className="import-choice import-question" disabled={isDisabled}>
      <legend>{t(`imports.questions.${key}.title`, { rows: count(rows) })}</legend>
      <Radio.Group
        vertical
        value={chosen[key] ?? choice}
        disabled={isDisabled}
        options={importQuestions[key].map((value) => ({
          value,
          label: t(`imports.questions.${key}.choices.${value}` as 'imports.questions.hidden-rows.choices.import'),
        }))}
        onChange={(event) => onChange({ ...chosen, [key]: event.target.value as string })}
      />
    </fieldset>
  ));
}
