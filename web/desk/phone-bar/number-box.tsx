/** Where numbers are typed and pasted. During a call its keys go to the other party. */
import { Popover, Tooltip } from 'antd';
import { Grid3x3, Phone } from 'lucide-react';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isSlot } from '@bahu/domain/numbers/inside.ts';
import { dialable } from '../../lib/format.ts';
import { useMayCall, usePlaceCall } from '../../ui/place-call.ts';
import { useTopic } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import { keptInTab } from '../../lib/storage.ts';
import type { CallActions } from '../use-call-actions.ts';
import { DialPad } from './dial-pad.tsx';

const storedAs = 'dialled';
const remembered = 20;

/** Numbers dialled in this browser tab, latest first. */
function readDialled(): string[] {
  const kept = keptInTab.read(storedAs);
  return Array.isArray(kept) ? kept.filter((item): item is string => typeof item === 'string') : [];
}

export function NumberBox({ actions }: { actions: CallActions }) {
  const desk = useTopic('desk');
  const maySecond = useMay('desk.second-call');
  // Who has put the other party on hold may call somebody beside them.
  if (maySecond && actions.call?.phase === 'held' && !desk?.second) return <DialBox isBusy={false} />;
  return actions.isUp ? <KeyBox sendDigits={actions.sendDigits} /> : <DialBox isBusy={actions.call !== null} />;
}

function DialBox({ isBusy }: { isBusy: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState('');
  const [dialled, setDialled] = useState(readDialled);
  const [recalled, setRecalled] = useState(-1);
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  // A parked call is fetched by whoever has a desk.
  const mayFetch = useMay('desk.use');
  const wanted = number || dialled[0];
  const isAllowed = mayCall || (mayFetch && wanted !== undefined && isSlot(wanted));
  const isOff = !isAllowed || isBusy || placeCall.isPending;

  function dial(): void {
    if (!wanted || isOff) return;
    const next = [wanted, ...dialled.filter((other) => other !== wanted)].slice(0, remembered);
    setDialled(next);
    keptInTab.write(storedAs, next);
    setRecalled(-1);
    placeCall.mutate({ number: wanted }, { onSuccess: () => setNumber('') });
    input.current?.blur();
  }

  function recall(step: number): void {
    const at = Math.min(dialled.length - 1, Math.max(-1, recalled + step));
    setRecalled(at);
    setNumber(dialled[at] ?? '');
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') dial();
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    recall(step);
  }

  const label = number || !dialled[0] ? t('phone.number.dial') : t('phone.number.redial', { number: dialled[0] });
  return (
    <div className="number-box">
      <input
        ref={input}
        value={number}
        inputMode="tel"
        maxLength={64}
        disabled={!mayCall && !mayFetch}
        aria-label={t('phone.number.label')}
        placeholder={t('phone.number.placeholder')}
        onChange={(event) => setNumber(dialable(event.target.value))}
        onKeyDown={press}
      />
      <PadButton
        onKey={(key) => setNumber((before) => dialable(before + key))}
        onErase={() => setNumber((before) => before.slice(0, -1))}
        onDial={dial}
      />
      <Tooltip title={label} mouseEnterDelay={0.4}>
        <button type="button" className="number-box-dial" aria-label={label} disabled={isOff || !wanted} onClick={dial}>
          <Phone size={16} aria-hidden />
        </button>
      </Tooltip>
    </div>
  );
}

/** Sends each key as it is pressed and shows what was sent. */
function KeyBox({ sendDigits }: { sendDigits: (digits: string) => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState('');

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
    <div className="number-box number-box-small">
      <input
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

function PadButton(props: { onKey: (key: string) => void; onErase?: () => void; onDial?: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
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
