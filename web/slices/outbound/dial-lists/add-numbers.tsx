/** Numbers that are put into a batch by hand: pasted or typed, one in each line. */
import { dialListLimits, dialListRoutes, type DialList } from '@bahu/contract/dial-lists.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { lineText, typedLines, type TypedLine } from './typed-lines.ts';
import { useRefresh } from './use-refresh.ts';
import './dial-lists.css';

export function AddNumbers({ list }: { list: DialList }) {
  const { t } = useTranslation();
  const id = useId();
  const { masksNumbers } = useMe();
  const client = useClient(dialListRoutes);
  const refresh = useRefresh();
  const toasts = useToasts();
  const [text, setText] = useState('');
  const lines = typedLines(text);
  const adding = useMutation({
    mutationFn: (sent: TypedLine[]) => client.addNumbers({ params: { id: list.id }, body: { lines: sent } }),
    onSuccess({ added, known, invalid }, sent) {
      // What is no number stays, to be put right.
      setText(invalid.flatMap(({ line }) => (sent[line] ? [lineText(sent[line])] : [])).join('\n'));
      toasts.done(
        [
          t('dialLists.add.added', { count: added }),
          known > 0 && t('dialLists.add.known', { count: known }),
          invalid.length > 0 && t('dialLists.add.invalid', { count: invalid.length }),
        ]
          .filter(Boolean)
          .join(' · '),
      );
      refresh();
    },
  });
  if (list.isEnded) return null;
  return (
    <section className="column add-numbers" aria-labelledby={id}>
      <h3 id={id}>{t('dialLists.add.title')}</h3>
      {masksNumbers ? (
        <p className="hint small">{t('errors.dial-list.numbers-hidden')}</p>
      ) : (
        <>
          <Input.TextArea
            rows={5}
            value={text}
            readOnly={adding.isPending}
            aria-labelledby={id}
            placeholder={t('dialLists.add.placeholder')}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="row">
            <Button
              size="small"
              icon={<Plus size={14} aria-hidden />}
              disabled={lines.length === 0 || lines.length > dialListLimits.lines}
              loading={adding.isPending}
              onClick={() => adding.mutate(lines)}
            >
              {t('dialLists.add.apply', { count: lines.length })}
            </Button>
            <AppLink to={`/dial-numbers?list=${list.id}`}>{t('dialLists.add.show')}</AppLink>
          </div>
          {lines.length > dialListLimits.lines && (
            <p className="hint small">{t('dialLists.add.tooMany', { most: dialListLimits.lines })}</p>
          )}
          {adding.isError && (
            <p role="alert" className="tone-alarm toned">
              {failureText(t, adding.error)}
            </p>
          )}
        </>
      )}
    </section>
  );
}
