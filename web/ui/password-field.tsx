/** A password as it is typed: it can be shown, and caps lock is told. */
import { Eye, EyeOff, Keyboard } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { PlainInput } from './plain-input.tsx';
import './plain-field.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What password managers do with it. */
  purpose: 'current-password' | 'new-password';
  size?: 'large' | 'middle';
  hint?: string | undefined;
  autoFocus?: boolean;
  /** Selects what was typed, to be typed anew. */
  isWrong?: boolean;
}

export function PasswordField({
  label,
  value,
  onChange,
  purpose,
  size = 'middle',
  hint,
  autoFocus = false,
  isWrong = false,
}: Props) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  const [shouldFocus] = useState(autoFocus);
  useEffect(() => {
    if (isWrong) input.current?.select();
  }, [isWrong]);
  const readCapsLock = (event: KeyboardEvent) => setHasCapsLock(event.getModifierState('CapsLock'));
  const toggle = (
    <IconButton
      icon={isShown ? Eye : EyeOff}
      size="tiny"
      label={isShown ? t('account.password.hide') : t('account.password.show')}
      onClick={() => setIsShown(!isShown)}
    />
  );
  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      <PlainInput
        ref={input}
        id={id}
        size={size}
        type={isShown ? 'text' : 'password'}
        autoFocus={shouldFocus}
        autoComplete={purpose}
        maxLength={128}
        value={value}
        suffix={toggle}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onKeyDown={readCapsLock}
        onKeyUp={readCapsLock}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <div id={`${id}-hint`} className="hint small">
          {hint}
        </div>
      )}
      {hasCapsLock && (
        <div className="row row-tight small tone-ringing toned plain-field-note">
          <Keyboard size={14} aria-hidden />
          {t('signIn.capsLock')}
        </div>
      )}
    </div>
  );
}
