/** Rows of the file under the fields they go to; a bad cell says why. */
import type { Import } from '@bahu/contract/imports.ts';
import { useTranslation } from 'react-i18next';
import { classes } from '../../../ui/marks.tsx';
import { fieldName, useReason, useWarning, type Row } from './import-words.ts';

const looks: Readonly<Record<Row['state'], string>> = {
  new: '',
  update: 'is-update',
  known: '',
  duplicate: 'tone-ringing',
  invalid: 'tone-alarm',
};

/** What is wrong with the row as a whole stands beside its number. */
function LineCell({ row }: { row: Row }) {
  const reasonOf = useReason();
  const cellError = row.errors.find(({ column }) => column < 0);
  if (!cellError) return <td className="hint import-line">{row.line}</td>;
  return (
    <td className={classes('import-line is-bad', looks[row.state])} title={reasonOf(cellError)}>
      <span className="row">
        <span className="fill">{row.line}</span>
        <span className="small whole">{reasonOf(cellError)}</span>
      </span>
    </td>
  );
}

export function PreviewTable({ found, rows }: { found: Import; rows: readonly Row[] }) {
  const { t, i18n } = useTranslation();
  const reasonOf = useReason();
  const warningOf = useWarning();
  const shown = found.mapping.flatMap((key, index) => (key === null ? [] : [{ key, index }]));
  return (
    <table className="import-table preview-table" aria-label={t('imports.what')}>
      <thead>
        <tr>
          <th scope="col" className="import-line">
            {t('imports.line')}
          </th>
          {shown.map(({ key, index }) => (
            <th key={index} scope="col">
              {fieldName(found, key, i18n.language)} <span className="hint">← {found.columns[index]?.name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <LineCell row={row} />
            {shown.map(({ index }) => {
              const cellError = row.errors.find(({ column }) => column === index);
              const warning = row.warnings.find(({ column }) => column === index);
              const value = row.values[index] ?? '';
              if (!cellError && !warning) return <td key={index}>{value || <span className="hint">—</span>}</td>;
              const reason = cellError ? reasonOf(cellError) : warningOf(warning!);
              return (
                <td
                  key={index}
                  className={cellError ? classes('is-bad', looks[row.state]) : 'is-bad tone-away'}
                  title={`${value} ${reason}`}
                >
                  <span className="row">
                    <span className="cut fill">{value || t('imports.emptyCell')}</span>
                    <span className="small whole">{reason}</span>
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
