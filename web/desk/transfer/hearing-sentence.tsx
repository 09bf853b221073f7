/** One sentence about who hears whom, said politely when it changes. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useTranslation } from 'react-i18next';
import { namesOf } from '../party-words.ts';
import { hearingOf } from './hearing.ts';

export function HearingSentence({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const clauses = hearingOf(call).map(({ kind, parties }) =>
    t(`transfers.hearing.${kind}`, { count: parties.length + 1, names: namesOf(t, parties) }),
  );
  return (
    <p className="hearing" role="status">
      {clauses.length > 0
        ? clauses.join(t('transfers.hearing.join')) + t('transfers.hearing.end')
        : t('transfers.hearing.none')}
    </p>
  );
}
