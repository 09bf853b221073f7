/** Where numbers are typed and pasted. During a call its keys go to the other party. */
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useActionKey } from '../../lib/keys.ts';
import { useTopic } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import type { CallActions } from '../use-call-actions.ts';
import { DialBox } from './dial-box.tsx';
import { PadButton } from './dial-pad.tsx';

export function NumberBox({ actions }: { actions: CallActions }) {
  const desk = useTopic('desk');
  const maySecond = useMay('desk.second-call');
  // Who has put the other party on hold may call somebody beside them.
  if (maySecond && actions.call?.phase === 'held' && !desk?.second) return <DialBox isBusy={false} />;
  return actions.isUp ? <KeyBox sendDigits={actions.sendDigits} /> : <DialBox isBusy={actions.call !== null} />;
}

/** Sends each key as it is pressed and shows what was sent. */
function KeyBox({ sendDigits }: { sendDigits: (digits: string) => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useActionKey('numberBox', () => input.current?.focus());

  function send(text: string): void {
    const digits = text.replace(/[^0-9*#]/g, '').slice(0, 32);
    if (!digits) return;
    sendDigits(digits);
    setSent((before) => before + digits);
  }
  const press = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1) send(event.key);
  };
  const paste = (event: ClipboardEvent) => send(event.clipboardData.getData('text'));

  return (
    <div className="number-box">
      <input
        ref={input}
        value={sent}
        readOnly
        aria-label={t('phone.number.placeholderInCall')}
        placeholder={t('phone.number.placeholderInCall')}
        onKeyDown={press}
        onPaste={paste}
      />
      <PadButton onKey={send} />
    </div>
  );
}
