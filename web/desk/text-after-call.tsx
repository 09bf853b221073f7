/** After a call: whether its text shall be sent, filled in and open to changes. It takes the caret from nobody; a key reaches it. */
import { messageRoutes, type AskedMessage } from '@bahu/contract/messages.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { longestMessage } from '@bahu/domain/messages/hang-up.ts';
import { sizeOf } from '@bahu/domain/messages/parts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type GetRef } from 'antd';
import { MessageSquare } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { useHotkey } from '../lib/hotkeys.ts';
import { useClient, useNow } from '../lib/services.tsx';
import { useMay } from '../lib/session.tsx';
import { KeyMark } from '../ui/marks.tsx';
import { MessageSize } from '../ui/message-size.tsx';
import { useToasts } from '../ui/toasts.tsx';
import './text-after-call.css';

const queryKey = ['messages', 'asked'];

export function TextAfterCall() {
  const client = useClient(messageRoutes);
  const now = useNow();
  const enabled = useMay('message.send');
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => client.asked({ signal }), enabled });
  const asked = data?.items.find(({ until }) => Date.parse(until) > now);
  return asked ? <Question key={asked.id} asked={asked} /> : null;
}

function Question({ asked }: { asked: AskedMessage }) {
  const { t } = useTranslation();
  const [text, setText] = useState(asked.text);
  const area = useRef<GetRef<typeof Input.TextArea>>(null);
  const answer = useAnswer(asked);
  useHotkey(fixedKeys.message, () => area.current?.focus({ cursor: 'end' }));
  const canSend = text.trim() !== '' && !answer.isPending;
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (canSend) answer.mutate(text);
  }
  return (
    <section className="text-after-call" aria-label={t('phone.message.label')}>
      <div className="row">
        <MessageSquare size={15} aria-hidden />
        <b className="cut fill">{t('phone.message.ask', { name: asked.customerName ?? asked.number })}</b>
        <KeyMark keys={fixedKeys.message} />
      </div>
      <Input.TextArea
        ref={area}
        aria-label={t('phone.message.text')}
        autoSize={{ minRows: 2, maxRows: 5 }}
        value={text}
        maxLength={longestMessage}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      <div className="small">
        <MessageSize size={sizeOf(text)} />
      </div>
      <div className="hint small">{t('phone.message.waits')}</div>
      <div className="row">
        <span className="fill" />
        <Button size="small" disabled={answer.isPending} onClick={() => answer.mutate(null)}>
          {t('phone.message.decline')}
        </Button>
        <Button size="small" type="primary" disabled={!canSend} onClick={() => answer.mutate(text)}>
          {t('phone.message.send')}
        </Button>
      </div>
    </section>
  );
}

/** Null for no. */
function useAnswer({ id, version }: AskedMessage) {
  const { t } = useTranslation();
  const client = useClient(messageRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (text: string | null) =>
      text === null
        ? client.decline({ params: { id }, body: { version } })
        : client.send({ params: { id }, body: { version, text } }),
    onSuccess: (_done, text) => text !== null && toasts.done(t('phone.message.kept')),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
