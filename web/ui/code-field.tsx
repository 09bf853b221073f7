/** Six digits of an authenticator, or a recovery code. What is pasted may hold spaces; the sixth digit sends it. */
import { useEffect, useId, useRef } from 'react';
import { PlainInput } from './plain-input.tsx';
import './plain-field.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Called with the sixth digit. */
  onComplete?: (code: string) => void;
  /** Takes recovery codes, and six digits as well. */
  takesRecovery?: boolean;
  size?: 'large' | 'middle';
  autoFocus?: boolean;
  isWrong?: boolean;
}

export const codeDigits = 6;
const longestRecovery = 16;

/** The digits of what was typed or pasted, full-width ones included. */
const readDigits = (text: string): string => text.normalize('NFKC').replace(/\D/g, '').slice(0, codeDigits);

export function CodeField({
  label,
  value,
  onChange,
  onComplete,
  takesRecovery = false,
  size = 'middle',
  autoFocus = true,
  isWrong = false,
}: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isWrong) input.current?.select();
  }, [isWrong]);

  function change(text: string): void {
    if (takesRecovery) return onChange(text.trim().slice(0, longestRecovery));
    const digits = readDigits(text);
    onChange(digits);
    if (digits.length === codeDigits && digits !== value) onComplete?.(digits);
  }

  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      <PlainInput
        ref={input}
        id={id}
        size={size}
        className="code-field"
        autoFocus={autoFocus}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        inputMode={takesRecovery ? 'text' : 'numeric'}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
