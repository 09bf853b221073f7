/** What the phone bar shows of a call that one supervises: whose it is, who hears one, and the other modes. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Headphones, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActButtons, useSupervision } from '../../slices/insight/monitor/public.ts';
import { partyName } from '../call-view.ts';
import { useDirectory } from '../use-directory.ts';

export function Supervising({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const { stop } = useSupervision();
  const directory = useDirectory();
  if (!call.supervising) return null;
  const { agentId, name, mode } = call.supervising;
  const acts = directory.data?.colleagues.find((colleague) => colleague.agentId === agentId)?.can ?? [];
  return (
    <>
      <div className="party">
        <span className="party-icon" aria-hidden>
          <Headphones size={18} />
        </span>
        <div className="party-words">
          <div className="party-line party-name">
            <span className="second">{t(`monitor.now.${mode}`)}</span>
            <b className="cut">{name}</b>
          </div>
          <div className="party-line second" role="status">
            <span className="whole">{t(`monitor.heard.${mode}`, { name })}</span>
            <span className="cut">{partyName(t, call)}</span>
          </div>
        </div>
      </div>
      <div className="act-buttons" role="toolbar" aria-label={t('monitor.controls')}>
        <ActButtons agent={{ agentId, name }} acts={acts} mode={mode} />
        <button type="button" className="act-button" onClick={stop}>
          <LogOut size={18} strokeWidth={1.7} aria-hidden />
          <span>{t('monitor.stop')}</span>
        </button>
      </div>
    </>
  );
}
