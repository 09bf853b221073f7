/** What agents get of a script, publishing the draft, and what was published before. */
import { scriptRoutes, type Script, type ScriptHead } from '@bahu/contract/scripts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function ScriptVersions({ script }: { script: Script }) {
  const { t } = useTranslation();
  const client = useClient(scriptRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { id, version, isChanged, publishedNumber, can } = script;
  const answer = useQuery({
    queryKey: ['scripts', 'versions', id],
    queryFn: ({ signal }) => client.versions({ params: { id } }, { signal }),
    enabled: publishedNumber !== null,
  });
  const publishing = useMutation({
    mutationFn: () => client.publish({ params: { id }, body: { version } }),
    onSuccess: (row) => {
      toasts.done(t('scripts.published', { number: row.publishedNumber }));
      void queries.invalidateQueries({ queryKey: ['scripts'] });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  return (
    <section className="form-section">
      <div className="row">
        <ScriptState script={script} />
        <span className="fill" />
        {can.includes('edit') && isChanged && (
          <Button
            size="small"
            icon={<Send size={14} aria-hidden />}
            loading={publishing.isPending}
            onClick={() => publishing.mutate()}
          >
            {t('scripts.publish')}
          </Button>
        )}
      </div>
      <ul aria-label={t('scripts.versions')}>
        {answer.data?.items.map(({ number, publishedAt, publishedByName, runs, stepCount }) => (
          <li key={number} className="row small">
            <b className="whole">{t('scripts.number', { number })}</b>
            <Moment at={publishedAt} />
            <span className="cut">{publishedByName ?? '—'}</span>
            <span className="fill" />
            <span className="hint whole">{t('scripts.versionOf', { steps: stepCount, runs })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ScriptState({ script: { publishedNumber, isChanged } }: { script: ScriptHead }) {
  const { t } = useTranslation();
  if (publishedNumber === null) return <Tag>{t('scripts.draft')}</Tag>;
  return (
    <span className="row">
      <Tag tone="ready">{t('scripts.number', { number: publishedNumber })}</Tag>
      {isChanged && <Tag tone="ringing">{t('scripts.changed')}</Tag>}
    </span>
  );
}
