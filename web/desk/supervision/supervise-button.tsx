/** The small control beside a colleague: what a supervisor can do with them now. */
import { chosenStates } from '@bahu/contract/desk.ts';
import { Popover } from 'antd';
import { Headphones, UserCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { actsNow, type DirectoryLine } from '../directory.ts';
import { ActButtons } from './act-buttons.tsx';
import { useSupervision } from './use-supervision.ts';

export function SuperviseButton({ line }: { line: DirectoryLine }) {
  const { t } = useTranslation();
  const { setState } = useSupervision();
  const [isOpen, setIsOpen] = useState(false);
  const { agentId, name } = line.colleague;
  const acts = actsNow(line);
  const isTalking = acts.some((act) => act !== 'state');
  const close = () => setIsOpen(false);
  useHotkey('Escape', close, isOpen);
  if (acts.length === 0) return <span />;
  const content = (
    <div role="dialog" aria-label={t('monitor.open', { name })} className="act-list">
      {isTalking && (
        <div className="act-buttons">
          <ActButtons agent={{ agentId, name }} acts={acts} onActed={close} />
        </div>
      )}
      {acts.includes('state') && (
        <div className="act-buttons">
          {chosenStates.map((state) => (
            <button
              key={state}
              type="button"
              className="chip"
              onClick={() => {
                setState({ agentId, name }, state);
                close();
              }}
            >
              {t(`monitor.states.${state}`)}
            </button>
          ))}
        </div>
      )}
      <p className="hint small">{t('monitor.recorded')}</p>
    </div>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={['click']}
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={content}
    >
      <span>
        <IconButton
          icon={isTalking ? Headphones : UserCog}
          size="small"
          label={t('monitor.open', { name })}
          isOpen={isOpen}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        />
      </span>
    </Popover>
  );
}
