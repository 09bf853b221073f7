/** Twelve keys. While it is open the keyboard's digits work too, unless a field has the focus. What is sent into a call at once is repeated above. */
import { Button, Popover } from 'antd';
import { Delete, Grid3x3, Phone } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTextField } from '../../lib/hotkeys.ts';
import { useIsHandheld } from '../../lib/layout.ts';
import { useKeyTone } from './use-key-tone.ts';

const keys: readonly (readonly [string, string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** More does not fit above the keys. */
const longestEcho = 18;

interface Props {
  onKey: (key: string) => void;
  onErase?: () => void;
  onDial?: () => void;
  onClose: () => void;
}

export function DialPad({ onKey, onErase, onDial, onClose }: Props) {
  const { t } = useTranslation();
  const [sent, setSent] = useState('');
  const sound = useKeyTone();
  const press = (key: string): void => {
    sound(key);
    setSent((before) => (before + key).slice(-longestEcho));
    onKey(key);
  };
  const latest = useRef({ press, onErase, onClose });
  useEffect(() => {
    latest.current = { press, onErase, onClose };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current.onClose();
      if (event.ctrlKey || event.metaKey || event.altKey || isTextField(document.activeElement)) return;
      if (/^[0-9*#]$/.test(event.key)) {
        // Keys of the page behind it are digits as well.
        event.stopPropagation();
        latest.current.press(event.key);
      }
      if (event.key === 'Backspace') latest.current.onErase?.();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  return (
    <div className="dial-pad" role="group" aria-label={t('phone.number.pad')}>
      {!onErase && (
        <output className="dial-pad-sent" aria-label={t('phone.number.sent')}>
          {sent}
        </output>
      )}
      {keys.map(([key, letters]) => (
        <button key={key} type="button" onClick={() => press(key)}>
          <b>{key}</b>
          <span className="hint">{letters}</span>
        </button>
      ))}
      {onErase && (
        <Button icon={<Delete size={16} aria-hidden />} aria-label={t('phone.number.erase')} onClick={onErase} />
      )}
      {onDial && (
        <Button
          type="primary"
          className="dial-pad-dial"
          icon={<Phone size={16} aria-hidden />}
          onClick={() => {
            onDial();
            onClose();
          }}
        >
          {t('phone.number.dial')}
        </Button>
      )}
    </div>
  );
}

/** Opens the keys beside a box. */
export function PadButton(props: Omit<Props, 'onClose'>) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const isHandheld = useIsHandheld();
  return (
    <Popover
      trigger="click"
      placement={isHandheld ? 'top' : 'bottomRight'}
      open={isOpen}
      onOpenChange={setIsOpen}
      destroyOnHidden
      content={<DialPad {...props} onClose={() => setIsOpen(false)} />}
    >
      <button type="button" className="number-box-pad" aria-label={t('phone.number.pad')} aria-expanded={isOpen}>
        <Grid3x3 size={16} aria-hidden />
      </button>
    </Popover>
  );
}
