/** A desk phone: how it is, its account, making and revoking its password, and how telephones are set up. */
import type { DeskPhoneOf, IssuedDeskPhone, RevokedDeskPhone } from '@bahu/contract/desk-phones.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useMayChange } from '../../../lib/session.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment, useDayTime } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { FreshSecret } from './fresh-secret.tsx';
import { AccountFacts } from './account-facts.tsx';
import { Models } from './models.tsx';
import './desk-phones.css';

interface Props {
  queryKey: readonly string[];
  get: (options: { signal: AbortSignal }) => Promise<DeskPhoneOf>;
  /** Null for who may only look. */
  issue: (() => Promise<IssuedDeskPhone>) | null;
  revoke: (() => Promise<RevokedDeskPhone>) | null;
  /** After either, with what was before. */
  onChanged?: (before: DeskPhoneOf) => void;
  children?: (of: DeskPhoneOf) => ReactNode;
}

export function DeskPhonePanel({ queryKey, get, issue, revoke, onChanged, children }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [fresh, setFresh] = useState<IssuedDeskPhone | null>(null);
  const answer = useQuery({ queryKey, queryFn: get });
  const changed = async (issued: IssuedDeskPhone | null) => {
    setFresh(issued);
    if (answer.data) onChanged?.(answer.data);
    await queries.invalidateQueries({ queryKey });
  };
  return (
    <Loaded answer={answer} what={t('deskPhones.what')} rows={4}>
      {(of) => (
        <div className="desk-phone">
          <p className="second">{t('deskPhones.about')}</p>
          {of.isLocal && <Alert type="warning" showIcon title={t('deskPhones.isLocal')} />}
          <Standing of={of} />
          {children?.(of)}
          {fresh ? <FreshSecret issued={fresh} /> : of.phone && <AccountFacts of={of} secret={null} />}
          <Steps of={of} issue={issue} revoke={revoke} onChanged={changed} />
          {of.phone && <Models />}
        </div>
      )}
    </Loaded>
  );
}

function Standing({ of }: { of: DeskPhoneOf }) {
  const { t } = useTranslation();
  const say = useDayTime();
  const { phone, isAllowed, signInMethod } = of;
  if (!isAllowed)
    return <p role="status">{t('deskPhones.notAllowed', { method: t(`users.signInMethod.${signInMethod}`) })}</p>;
  if (!phone) return <p role="status">{t('deskPhones.none')}</p>;
  const word = phone.isOnline === null ? 'unknown' : phone.isOnline ? 'online' : 'offline';
  return (
    <Facts
      items={[
        [
          t('deskPhones.title'),
          <span key="state" className="row">
            <Tag tone={phone.isOnline ? 'ready' : 'away'}>{t(`deskPhones.${word}`)}</Tag>
            <span>{t('deskPhones.setAt', { time: say(phone.issuedAt) })}</span>
          </span>,
        ],
        [
          t('deskPhones.seen'),
          phone.registeredAt === null ? (
            t('deskPhones.never')
          ) : (
            <span key="seen">
              <Moment at={phone.registeredAt} /> · {phone.address}
            </span>
          ),
        ],
        ...(phone.userAgent ? [[t('deskPhones.agent'), phone.userAgent] as const] : []),
      ]}
    />
  );
}

function Steps({
  of,
  issue,
  revoke,
  onChanged,
}: Pick<Props, 'issue' | 'revoke'> & {
  of: DeskPhoneOf;
  onChanged: (issued: IssuedDeskPhone | null) => Promise<void>;
}) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const [modal, holder] = Modal.useModal();
  const failed = { onError: (error: unknown) => toasts.failed(failureText(t, error)) };
  const issuing = useMutation({ mutationFn: () => issue!(), onSuccess: onChanged, ...failed });
  const revoking = useMutation({
    mutationFn: () => revoke!(),
    onSuccess: async ({ isPending }) => {
      if (isPending) toasts.failed(t('deskPhones.revokedLater'));
      else toasts.done(t('deskPhones.revoked'));
      await onChanged(null);
    },
    ...failed,
  });
  if (!mayChange || !issue || !revoke) return null;
  const confirm = (title: string, content: string, act: () => void) =>
    void modal.confirm({
      title,
      content,
      okText: title,
      cancelText: t('app.action.cancel'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: act,
    });
  return (
    <div className="row">
      {holder}
      {of.isAllowed && !of.phone && (
        <Button type="primary" loading={issuing.isPending} onClick={() => issuing.mutate()}>
          {t('deskPhones.issue')}
        </Button>
      )}
      {of.isAllowed && of.phone && (
        <Button
          loading={issuing.isPending}
          onClick={() => confirm(t('deskPhones.reissue'), t('deskPhones.reissueHint'), () => issuing.mutate())}
        >
          {t('deskPhones.reissue')}
        </Button>
      )}
      {of.phone && (
        <Button
          danger
          loading={revoking.isPending}
          onClick={() => confirm(t('deskPhones.revoke'), t('deskPhones.revokeHint'), () => revoking.mutate())}
        >
          {t('deskPhones.revoke')}
        </Button>
      )}
    </div>
  );
}
