/** Before a change of type or list is saved: what of the values that records have would not fit it. They are kept and shown as they are. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import { wireText } from '@bahu/domain/fields/wire.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { usePaused } from '../../../lib/paused.ts';
import { useClient } from '../../../lib/services.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { definitionOf } from '../../../ui/fields/use-fields.ts';
import { questionOf, type Values } from './field-values.ts';

/** Milliseconds for which nobody must have typed. */
const pauseMs = 300;

export function Misfits({ field, values }: { field: Field; values: Values }) {
  const { t } = useTranslation();
  const client = useClient(fieldRoutes);
  const asked = usePaused(JSON.stringify(questionOf(field, values)), pauseMs);
  const question = JSON.parse(asked) as ReturnType<typeof questionOf>;
  const answer = useQuery({
    queryKey: ['fields', 'misfits', field.id, field.version, asked],
    queryFn: ({ signal }) => client.misfits({ params: { id: field.id }, body: question ?? {} }, { signal }),
    enabled: question !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const words = useFieldWords(answer.data?.examples.map(({ value }) => value));
  if (question === null) return null;
  if (answer.isError) return <p className="form-notice">{failureText(t, answer.error)}</p>;
  if (!answer.data) return null;
  const { filled, misfits, examples, retired } = answer.data;
  const isClean = misfits === 0 && retired.length === 0;
  return (
    <div className={isClean ? 'form-notice' : 'form-notice tone-ringing'} role="status">
      <p>
        {filled === 0
          ? t('fieldDesign.misfits.unused')
          : misfits === 0
            ? t('fieldDesign.misfits.fits', { count: filled })
            : t('fieldDesign.misfits.some', { filled, count: misfits })}
      </p>
      {examples.length > 0 && (
        <ul className="small misfit-examples">
          {examples.slice(0, 5).map(({ value, records }) => (
            <li key={String(value)} className="row row-tight">
              <span className="cut">{wireText(definitionOf(field), value, words)}</span>
              <span className="whole">{t('fieldDesign.misfits.records', { count: records })}</span>
            </li>
          ))}
        </ul>
      )}
      {retired.map(({ labels, records }) => (
        <p key={labels.zh}>{t('fieldDesign.misfits.retired', { name: labels[words.language], count: records })}</p>
      ))}
    </div>
  );
}
