/** The second factor on one's own page: whether it is on, turning it on and off. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { CodeField, codeDigits } from '../../ui/code-field.tsx';
import { Tag } from '../../ui/marks.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { FactorSetUp } from './factor-set-up.tsx';

export function FactorSection() {
  const { t } = useTranslation();
  const { hasSecondFactor, security } = useMe();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'set-up' | 'removal' | null>(null);
  const close = () => setOpen(null);
  const refresh = () => queries.invalidateQueries({ queryKey: queryKeys.me });
  const isOff = security.secondFactor === 'off' && !hasSecondFactor;
  const isKept = security.secondFactor === 'required' && hasSecondFactor;
  return (
    <section className="account-section" aria-labelledby="factor-title">
      <div className="row account-head">
        <h2 id="factor-title">{t('account.factor.title')}</h2>
        <Tag tone={hasSecondFactor ? 'ready' : 'away'}>{t(hasSecondFactor ? 'account.factor.on' : 'account.factor.off')}</Tag>
      </div>
      <p className="second account-step">
        {isOff ? t('account.factor.unavailable') : isKept ? t('account.factor.required') : t('account.factor.about')}
      </p>
      {open === 'set-up' && <FactorSetUp onConfirmed={() => void refresh()} onDone={close} onCancel={close} />}
      {open === 'removal' && <FactorRemoval onDone={() => void refresh().then(close)} onCancel={close} />}
      {!open && !isOff && !isKept && (
        <Button onClick={() => setOpen(hasSecondFactor ? 'removal' : 'set-up')}>
          {t(hasSecondFactor ? 'account.factor.remove' : 'account.factor.start')}
        </Button>
      )}
    </section>
  );
}

function FactorRemoval({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const toasts = useToasts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const remove = useMutation({
    mutationFn: () => api.session.removeSecondFactor({ body: { password, code } }),
    onSuccess() {
      toasts.done(t('account.factor.removed'));
      onDone();
    },
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (password && code.length >= codeDigits && !remove.isPending) remove.mutate();
  }
  const isWrong = failedWith(remove.error, 'session.wrong-password');
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <PasswordField
        label={t('account.password.current')}
        value={password}
        onChange={setPassword}
        purpose="current-password"
        autoFocus
        isWrong={isWrong}
      />
      <CodeField
        label={t('account.factor.codeOrRecovery')}
        value={code}
        onChange={setCode}
        takesRecovery
        autoFocus={false}
        isWrong={remove.isError && !isWrong}
      />
      <div className="plain-problem" role="alert">
        {isWrong ? t('account.password.wrongCurrent') : remove.error ? failureText(t, remove.error) : null}
      </div>
      <div className="row">
        <Button danger htmlType="submit" loading={remove.isPending} disabled={!password || code.length < codeDigits}>
          {t('account.factor.remove')}
        </Button>
        <Button onClick={onCancel}>{t('account.cancel')}</Button>
      </div>
    </form>
  );
}
