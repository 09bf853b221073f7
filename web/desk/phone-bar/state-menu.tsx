/** The choice of states: ready, and busy and away with the reasons that the company has named, each one click. */
import type { chosenStates } from '@bahu/contract/desk.ts';
import type { OpenPause } from '@bahu/contract/named-pause.ts';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { choosesForLater } from '@bahu/domain/agents/state.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useServices } from '../../lib/services.tsx';
import { Dot } from '../../ui/marks.tsx';
import { PauseDot, pauseName } from '../../ui/pause.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Chosen = (typeof chosenStates)[number];

export function useStateMenu(desk: DeskState | null, isOpen: boolean) {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const pauses = usePauses(isOpen);
  const tell = (error: unknown) => toasts.failed(failureText(t, error));
  const isLater = desk !== null && choosesForLater(desk.state);
  const later = isLater ? t(desk.state === 'wrap-up' ? 'phone.state.afterWrapUp' : 'phone.state.afterCall') : null;
  const line = (chosen: Chosen, word: string, hint: string) => ({
    key: chosen,
    label: (
      <span className="state-choice">
        <Dot tone={chosen === 'ready' ? 'ready' : 'away'} />
        <b>{word}</b>
        <span className="hint small">{later ?? hint}</span>
      </span>
    ),
  });
  const of = (state: OpenPause['state']) =>
    pauses
      .filter((pause) => pause.state === state)
      .map((pause) => ({
        key: pause.pauseId,
        disabled: pause.refused !== null,
        label: <PauseChoice pause={pause} later={later} />,
      }));
  const choices = [
    line('ready', t('phone.state.ready'), t('phone.state.chooseReady')),
    line('busy', t('phone.state.busy'), t('phone.state.chooseBusy')),
    ...of('busy'),
    line('away', t('phone.state.away'), t('phone.state.chooseAway')),
    ...of('away'),
  ];
  const wrapUp = [
    { key: 'divider', type: 'divider' as const },
    { key: 'finish', label: t('phone.state.finishWrapUp') },
    { key: 'extend', label: t('phone.state.extendWrapUp') },
  ];
  const choose = (key: string): Promise<unknown> => {
    if (key === 'finish') return api.desk.finishWrapUp();
    if (key === 'extend') return api.desk.extendWrapUp();
    const pause = pauses.find(({ pauseId }) => pauseId === key);
    if (pause) return api.desk.setState({ body: { state: pause.state, pauseId: pause.pauseId } });
    return api.desk.setState({ body: { state: key as Chosen } });
  };
  return {
    items: desk?.state === 'wrap-up' ? [...choices, ...wrapUp] : choices,
    selectable: true,
    selectedKeys: desk ? [desk.pause?.pauseId ?? desk.nextPause?.pauseId ?? desk.chosen] : [],
    onClick: ({ key }: { key: string }) => void choose(key).catch(tell),
  };
}

/** As they stand whenever the menu opens; what was known before stands there until then. */
function usePauses(isOpen: boolean): readonly OpenPause[] {
  const { api } = useServices();
  const answer = useQuery({
    queryKey: ['desk', 'pauses'],
    queryFn: () => api.desk.pauses(),
    enabled: isOpen,
    staleTime: 0,
  });
  return answer.data?.items ?? [];
}

function PauseChoice({ pause, later }: { pause: OpenPause; later: string | null }) {
  const { t, i18n } = useTranslation();
  const { minutesLeft, refused, people } = pause;
  const hint =
    refused === 'used-up'
      ? t('phone.state.pauseUsedUp')
      : refused === 'full'
        ? t('phone.state.pauseFull', { people: people.join(t('ui.separator')) })
        : (later ?? (minutesLeft === null ? '' : t('phone.state.pauseLeft', { minutes: minutesLeft })));
  return (
    <span className="state-choice state-choice-pause">
      <PauseDot hue={pause.hue} />
      <span>{pauseName(pause, i18n.language)}</span>
      <span className={refused ? 'small toned tone-ringing' : 'hint small'}>{hint}</span>
    </span>
  );
}
