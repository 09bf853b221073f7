/** An address with variables: a click inserts one where the caret stands, and below it is what will be opened, or what is wrong. */
import {
  addressFault,
  addressVariables,
  exampleValues,
  fillAddress,
  longestAddress,
} from '@bahu/domain/linked-pages/template.ts';
import { Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlState } from '../../../ui/form/fields.ts';
import './linked-pages.css';

/** Where developers work; the server knows whether that is allowed there. */
const allowsLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

export function AddressControl({ id, value, isDisabled, hasError, onChange }: ControlState) {
  const { t } = useTranslation();
  const input = useRef<InputRef>(null);
  const text = typeof value === 'string' ? value : '';
  const fault = text === '' ? null : addressFault(text, allowsLoopback);
  function insert(name: string): void {
    const field = input.current?.input;
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    const added = `{${name}}`;
    onChange(text.slice(0, from) + added + text.slice(to));
    requestAnimationFrame(() => input.current?.setSelectionRange(from + added.length, from + added.length));
    input.current?.focus();
  }
  return (
    <div className="address-control">
      <Input
        ref={input}
        id={id}
        value={text}
        disabled={isDisabled}
        status={hasError || fault ? 'error' : ''}
        aria-invalid={hasError || fault !== null}
        aria-describedby={`${id}-preview`}
        placeholder="https://"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        maxLength={longestAddress}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="chips">
        {addressVariables.map((name) => (
          <button key={name} type="button" className="chip" disabled={isDisabled} onClick={() => insert(name)}>
            {t(`linkedPages.variables.${name}`)}
          </button>
        ))}
      </div>
      <div id={`${id}-preview`} className="small" aria-live="polite">
        {fault && (
          <span className="tone-alarm toned">{t(`linkedPages.faults.${fault}`, { most: longestAddress })}</span>
        )}
        {text !== '' && !fault && (
          <>
            <div className="hint">{t('linkedPages.preview')}</div>
            <div className="address-preview">{fillAddress(text, exampleValues)}</div>
            <div className="hint">{t('linkedPages.previewHint')}</div>
          </>
        )}
      </div>
    </div>
  );
}
