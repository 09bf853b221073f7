/** Changes one's own password. The rules are the company's and stand below the field before anything is sent. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../../lib/failure.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { PasswordField } from '../../../ui/password-field.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function PasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const toasts = useToasts();
  const { security } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: () => api.session.changePassword({ body: { current, next } }),
    onSuccess() {
      toasts.done(t('account.password.done'));
      onDone();
    },
  });
  const rule = t(security.passwordMixed ? 'account.password.ruleMixed' : 'account.password.rule', {
    length: security.passwordLength,
  });
  const isCurrentWrong = failedWith(change.error, 'session.wrong-password');

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const lack =
      !current || !next
        ? t('signIn.missingPassword')
        : [...next].length < security.passwordLength
          ? rule
          : next !== again
            ? t('account.password.differs')
            : null;
    setMissing(lack);
    if (!lack && !change.isPending) change.mutate();
  }

  const problem =
    missing ??
    (isCurrentWrong ? t('account.password.wrongCurrent') : change.error ? failureText(t, change.error) : null);
  return (
    <form className="own-form" onSubmit={submit} noValidate>
      <PasswordField
        label={t('account.password.current')}
        value={current}
        onChange={setCurrent}
        purpose="current-password"
        autoFocus
        isWrong={isCurrentWrong}
      />
      <PasswordField
        label={t('account.password.next')}
        value={next}
        onChange={setNext}
        purpose="new-password"
        hint={rule}
        isWrong={change.isError && !isCurrentWrong}
      />
      <PasswordField label={t('account.password.again')} value={again} onChange={setAgain} purpose="new-password" />
      <div className="plain-problem" role="alert">
        {problem}
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('account.password.change')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('account.cancel')}</Button>}
      </div>
    </form>
  );
}
