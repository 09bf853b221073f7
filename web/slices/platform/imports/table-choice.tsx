/**
 * Which sheet of the file is read, which of its first rows is the head, and where data begins. Proposed by the server;
 * the columns follow.
 */
import type { Import } from '@bahu/contract/imports.ts';
import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableChoice } from './use-import.ts';

interface Props {
  found: Import;
  onChange: (choice: TableChoice) => void;
}

export function TableChoiceFields({ found, onChange }: Props) {
  const { t } = useTranslation();
  const { sheets, sheet, headLine, firstLine, top, merged } = found.table;
  const rows = top.map(({ line, cells }) => ({
    value: line,
    label: t('imports.topRow', { line, text: cells.filter((cell) => cell.trim() !== '').join(t('ui.separator')) }),
  }));
  const below = rows.filter(({ value }) => value > headLine);
  // Data that begins right below the head may begin with rows without text.
  const firsts = below.some(({ value }) => value === firstLine)
    ? below
    : [{ value: firstLine, label: t('imports.plainRow', { line: firstLine }) }, ...below];
  return (
    <div className="import-choice">
      {sheets.length > 1 && (
        <Choice
          label={t('imports.sheet')}
          value={sheet}
          options={sheets.map((name, value) => ({ value, label: name }))}
          onChange={(next) => onChange({ sheet: next })}
        />
      )}
      <Choice
        label={t('imports.headRow')}
        value={headLine}
        options={rows}
        onChange={(next) => onChange({ sheet, headLine: next })}
      />
      <Choice
        label={t('imports.firstRow')}
        value={firstLine}
        options={firsts}
        onChange={(next) => onChange({ sheet, headLine, firstLine: next })}
      />
      {merged !== null && (
        <p role="alert" className="tone-alarm toned">
          {t('errors.import.merged-cells', { range: merged })}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  options: { value: number; label: string }[];
  onChange: (value: number) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select<number>
        id={id}
        size="small"
        style={{ width: '100%' }}
        popupMatchSelectWidth={false}
        value={value}
        options={options}
        onChange={onChange}
      />
    </>
  );
}
