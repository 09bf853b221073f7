/** The texts after calls, one for each case: variables by a click, and how many messages a text becomes. */
import {
  hangUpCases,
  longestMessage,
  messageVariables,
  unknownIn,
  type HangUpTexts,
} from '@bahu/domain/messages/hang-up.ts';
import { sizeOf } from '@bahu/domain/messages/parts.ts';
import { Input, type GetRef } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { MessageSize } from '../../../ui/message-size.tsx';

interface Props {
  texts: HangUpTexts;
  isFixed: boolean;
  onChange: (texts: HangUpTexts) => void;
}

export function MessageLines({ texts, isFixed, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="message-lines">
      {hangUpCases.map((name) => (
        <MessageLine
          key={name}
          label={t(`deskSettings.messages.cases.${name}`)}
          text={texts[name]}
          isFixed={isFixed}
          onChange={(text) => onChange({ ...texts, [name]: text })}
        />
      ))}
    </div>
  );
}

interface LineProps {
  label: string;
  text: string;
  isFixed: boolean;
  onChange: (text: string) => void;
}

function MessageLine({ label, text, isFixed, onChange }: LineProps) {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<GetRef<typeof Input.TextArea>>(null);
  const unknown = unknownIn(text);
  function insert(name: string): void {
    const field = area.current?.resizableTextArea?.textArea;
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    const added = `{{${name}}}`;
    onChange(text.slice(0, from) + added + text.slice(to));
    field?.focus();
    requestAnimationFrame(() => field?.setSelectionRange(from + added.length, from + added.length));
  }
  return (
    <div className="message-line">
      <FieldLabel id={id} label={label} />
      <Input.TextArea
        ref={area}
        id={id}
        autoSize={{ minRows: 2, maxRows: 6 }}
        value={text}
        disabled={isFixed}
        maxLength={longestMessage}
        placeholder={t('deskSettings.messages.none')}
        status={unknown.length > 0 ? 'error' : ''}
        aria-invalid={unknown.length > 0}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {!isFixed && (
        <div className="chips">
          {messageVariables.map((name) => (
            <button key={name} type="button" className="chip" onClick={() => insert(name)}>
              {t(`deskSettings.messages.variables.${name.replace('.', '-') as 'customer-name'}`)}
            </button>
          ))}
        </div>
      )}
      <div id={`${id}-note`} className="small">
        {unknown.length > 0 ? (
          <span className="tone-alarm toned">{t('deskSettings.messages.unknown', { names: unknown.join(' ') })}</span>
        ) : (
          text !== '' && <MessageSize size={sizeOf(text)} />
        )}
      </div>
    </div>
  );
}
