/** Where one is signed in, and ending it elsewhere. */
import type { Reply } from '@bahu/contract/route.ts';
import type { sessionRoutes } from '@bahu/contract/session.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { deviceName } from '../../../lib/device.ts';
import { failureText } from '../../../lib/failure.ts';
import { useApi } from '../../../lib/services.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

const queryKey = ['sessions'];

export function SessionList() {
  const { t } = useTranslation();
  const api = useApi();
  const toasts = useToasts();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey, queryFn: ({ signal }) => api.session.sessions({ signal }) });
  const settled = {
    onSettled: () => queries.invalidateQueries({ queryKey }),
    onError: (error: unknown) => toasts.failed(failureText(t, error)),
  };
  const end = useMutation({
    mutationFn: (id: string) => api.session.endSession({ params: { id } }),
    onSuccess: () => toasts.done(t('account.sessions.ended')),
    ...settled,
  });
  const endOthers = useMutation({
    mutationFn: () => api.session.signOutElsewhere(),
    onSuccess: () => toasts.done(t('account.sessions.othersEnded')),
    ...settled,
  });
  return (
    <section className="own-section" aria-labelledby="sessions-title">
      <div className="row own-head">
        <h2 id="sessions-title">{t('account.sessions.title')}</h2>
        <span className="fill" />
        {(sessions.data?.items.length ?? 0) > 1 && (
          <Button size="small" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('account.sessions.endOthers')}
          </Button>
        )}
      </div>
      <Loaded answer={sessions} what={t('account.sessions.what')} rows={2}>
        {({ items }) => (
          <table className="account-sessions">
            <thead>
              <tr>
                <th scope="col">{t('account.sessions.device')}</th>
                <th scope="col">{t('account.sessions.address')}</th>
                <th scope="col">{t('account.sessions.signedIn')}</th>
                <th scope="col">{t('account.sessions.seen')}</th>
                <th scope="col">
                  <span className="unseen">{t('account.sessions.end')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  isEnding={end.isPending}
                  onEnd={() => end.mutate(session.id)}
                />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </section>
  );
}

type OpenSession = Reply<typeof sessionRoutes.sessions>['items'][number];

function SessionRow({ session, isEnding, onEnd }: { session: OpenSession; isEnding: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const { device, address, createdAt, seenAt, isCurrent, hasSoftphone } = session;
  const name = deviceName(device) || t('account.sessions.unknown');
  return (
    <tr>
      <td title={device}>
        <span className="row">
          <span className="cut">{name}</span>
          {isCurrent && <Tag tone="ready">{t('account.sessions.current')}</Tag>}
          {hasSoftphone && <Tag>{t('account.sessions.phone')}</Tag>}
        </span>
      </td>
      <td>{address}</td>
      <td>
        <Moment at={createdAt} />
      </td>
      <td>
        <Moment at={seenAt} />
      </td>
      <td className="account-end">
        {!isCurrent && (
          <button
            type="button"
            className="link"
            aria-label={t('account.sessions.endNamed', { device: name })}
            disabled={isEnding}
            onClick={onEnd}
          >
            {t('account.sessions.end')}
          </button>
        )}
      </td>
    </tr>
  );
}
