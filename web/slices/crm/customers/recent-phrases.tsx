/** The agent's latest phrases, one click away from the note. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { phrasesOf } from './phrases.ts';

/** Asked for again behind each save alone: it is one agent who writes them. */
export const phrasesKey = ['phrases'] as const;
const read = 20;

export function RecentPhrases({ onChoose }: { onChoose: (phrase: string) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { userId } = useMe();
  const answer = useQuery({
    queryKey: phrasesKey,
    queryFn: ({ signal }) => api.customers.listFollowUps({ query: { agent: userId, limit: read } }, { signal }),
    enabled: useMay('follow-up.read'),
    staleTime: Infinity,
  });
  const phrases = phrasesOf(answer.data?.items.map(({ content }) => content) ?? []);
  if (phrases.length === 0) return null;
  return (
    <div className="labelled" role="group" aria-label={t('customers.followUp.phrases')}>
      <span className="label">{t('customers.followUp.phrases')}</span>
      <div className="chips">
        {phrases.map((phrase) => (
          <button key={phrase} type="button" className="chip" title={phrase} onClick={() => onChoose(phrase)}>
            <span className="cut">{phrase}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
