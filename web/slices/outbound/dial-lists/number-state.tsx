/** What became of a number, as a word with a colour; a click leads to the call that says so. */
import type { DialNumber } from '@bahu/contract/dial-lists.ts';
import type { ErrorCode } from '@bahu/contract/errors.ts';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { Tag } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';

const tones: Partial<Record<DialNumber['state'], StateColour>> = {
  ringing: 'ringing',
  talking: 'talking',
  answered: 'ready',
  invalid: 'alarm',
  unreachable: 'alarm',
  failed: 'alarm',
  blocked: 'alarm',
};

export function NumberState({ row: { state, callId, refusal } }: { row: DialNumber }) {
  const { t } = useTranslation();
  const tone = tones[state];
  const tag = <Tag {...(tone && { tone })}>{t(`dialLists.states.${state}`)}</Tag>;
  const why = refusal === null ? '' : t(`errors.${refusal as ErrorCode}`);
  if (callId === null) return why ? <span title={why}>{tag}</span> : tag;
  return (
    <AppLink to={`/calls?open=${callId}`} title={why || t('dialLists.toCall')}>
      {tag}
    </AppLink>
  );
}
