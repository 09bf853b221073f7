/** Why rows are left out, most first. */
import type { Import } from '@bahu/contract/imports.ts';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import { fieldName, useReasonKind } from './import-words.ts';

/** Rows that are there already are no mistakes. */
const repeats: ReadonlySet<string> = new Set(['twice', 'exists']);

export function Reasons({ found }: { found: Import }) {
  const { t, i18n } = useTranslation();
  const reasonOf = useReasonKind();
  const most = Math.max(1, ...found.reasons.map((reason) => reason.count));
  if (found.reasons.length === 0) return null;
  return (
    <section className="import-choice">
      <h2 className="import-legend">
        {t('imports.reasonsTitle', { rows: count(found.reasons.reduce((sum, reason) => sum + reason.count, 0)) })}
      </h2>
      {found.reasons.map(({ field, reason, count: rows }) => (
        <div key={`${field} ${reason}`} className="import-reason">
          <span className="row">
            <span className="fill">
              {fieldName(found, field, i18n.language)} {reasonOf(reason)}
            </span>
            <b>{count(rows)}</b>
          </span>
          <i aria-hidden className={repeats.has(reason) ? 'is-repeat' : undefined}>
            <i style={{ width: `${(rows / most) * 100}%` }} />
          </i>
        </div>
      ))}
    </section>
  );
}

/** Cells that are not imported as they stand, of rows that are. */
export function Warnings({ found }: { found: Import }) {
  const { t, i18n } = useTranslation();
  const reasonOf = useReasonKind();
  const known: Readonly<Record<string, string>> = t('imports.warningKinds', { returnObjects: true });
  if (found.warnings.length === 0) return null;
  return (
    <section className="import-choice">
      <h2 className="import-legend">{t('imports.warningsTitle')}</h2>
      {found.warnings.map(({ field, reason, count: rows }) => (
        <span key={`${field} ${reason}`} className="row">
          <span className="fill">
            {fieldName(found, field, i18n.language)} {known[reason] ?? reasonOf(reason)}
          </span>
          <b>{count(rows)}</b>
        </span>
      ))}
    </section>
  );
}
