/** Why rows are left out, most first. */
import type { Import } from '@bahu/contract/imports.ts';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.ts';
import { fieldName, useReasonKind } from './import-words.ts';

export function Reasons({ found }: { found: Import }) {
  const { t, i18n } = useTranslation();
  const reasonOf = useReasonKind();
  const most = Math.max(1, ...found.reasons.map((reason) => reason.count));
  if (found.reasons.length === 0) return null;
  return (
    <section className="import-choice">
      <h2 className="import-legend">{t('imports.reasonsTitle', { rows: count(found.counts?.invalid ?? 0) })}</h2>
      {found.reasons.map(({ field, reason, count: rows }) => (
        <div key={`${field} ${reason}`} className="import-reason">
          <span className="row">
            <span className="fill">
              {fieldName(found, field, i18n.language)} {reasonOf(reason)}
            </span>
            <b>{count(rows)}</b>
          </span>
          <i aria-hidden>
            <i style={{ width: `${(rows / most) * 100}%` }} />
          </i>
        </div>
      ))}
    </section>
  );
}
