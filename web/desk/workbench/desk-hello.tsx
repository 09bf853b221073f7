/** Says whether calls can come. */
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../lib/services.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { Dot } from '../../ui/marks.tsx';
import { useAbsence } from '../../ui/use-absence.ts';

export function DeskHello() {
  const { t } = useTranslation();
  const desk = useTopic('desk');
  const state = desk?.state ?? 'offline';
  const { tone, word } = agentLook(state);
  const isPaused = state === 'busy' || state === 'away';
  const isServiceAway = useAbsence('desk') === 'away';
  const said = isServiceAway ? 'noService' : state === 'offline' ? 'offline' : isPaused ? 'away' : null;
  return (
    <section className="card hello">
      <h2 className="row">
        <Dot tone={tone} isHollow={state === 'offline'} />
        {state === 'ready' ? t('desk.hello.title') : said ? t(`desk.hello.${said}`) : t(`phone.state.${word}`)}
      </h2>
      <p className="second">{said ? t(`desk.hello.${said}Hint`) : state === 'ready' ? t('desk.hello.hint') : null}</p>
    </section>
  );
}
