/** A change of the customer's record in the timeline: who changed which field from what to what. */
import type { TimelineItemOf } from '@bahu/contract/timeline.ts';
import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { Tag } from '../../../ui/marks.tsx';
import { closedWord } from '../../platform/audit/public.ts';
import { editWords, type EditWord } from './edit-words.ts';
import { Line } from './timeline-line.tsx';
import { useCustomerFields } from './use-customer-fields.ts';

type EditItem = TimelineItemOf<'edit'>;
/** What the audit log calls it, as far as the parts that the page brings say so. */
const logKey = (list: 'actions' | 'fields', name: string): string => ['audit', list, name].join('.');
/** More of them are folded. */
const shownAtOnce = 4;

export function EditLine({ item }: { item: EditItem }) {
  const { t, i18n } = useTranslation();
  const changes = useEditWords(item);
  const title = logKey('actions', item.action);
  const further = changes.slice(shownAtOnce);
  return (
    <Line at={item.at} icon={<PencilLine size={12} aria-hidden />}>
      <div className="timeline-head">
        <b>{i18n.exists(title) ? i18n.t(title as never) : t('customers.history.edited')}</b>
        <span className="hint">{item.actorName}</span>
        {item.via !== 'session' && <Tag look="plain">{t(`customers.history.via.${item.via}`)}</Tag>}
      </div>
      <Changes changes={changes.slice(0, shownAtOnce)} />
      {further.length > 0 && (
        <details className="timeline-further">
          <summary>{t('customers.history.furtherFields', { count: further.length })}</summary>
          <Changes changes={further} />
        </details>
      )}
    </Line>
  );
}

function Changes({ changes }: { changes: readonly EditWord[] }) {
  const { t } = useTranslation();
  const none = <span className="hint">{t('customers.history.nothing')}</span>;
  return (
    <ul className="timeline-changes">
      {changes.map(({ key, label, before, after }) => (
        <li key={key}>
          <span className="hint">{label}</span> {before !== null && <s>{before}</s>}
          {before !== null && ' → '}
          {after ?? none}
        </li>
      ))}
    </ul>
  );
}

function useEditWords({ before, after }: EditItem): EditWord[] {
  const { t, i18n } = useTranslation();
  const slices = useSlices();
  const { fields } = useCustomerFields();
  const values = [before, after].flatMap((side) => Object.values((side ?? {}) as object) as unknown[]);
  const words = useFieldWords(values);
  return editWords({ before, after }, fields, words, {
    label: (key) => (i18n.exists(logKey('fields', key)) ? i18n.t(logKey('fields', key) as never) : null),
    word: (key, value) => closedWord(slices, i18n, key, value) ?? words.agentName(value),
    yesNo: (value) => t(value ? 'customers.history.yes' : 'customers.history.no'),
  });
}
