/** The second factor on one's own page: whether it is on, turning it on and off. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { CodeField, codeDigits } from '../code-field.tsx';
import { Tag } from '../marks.tsx';
import { PasswordField } from '../password-field.tsx';
import { useToasts } from '../toasts.tsx';
import type { FactorOwner } from './factor-owner.ts';
import { FactorSetUp } from './factor-set-up.tsx';
import '../own-page.css';
import './second-factor.css';

interface Props {
  owner: FactorOwner;
  isOn: boolean;
  about: ReactNode;
  /** A company's policy may forbid it, or demand it. */
  mayChange?: boolean;
  /** Asks anew who one is. */
  refresh: () => Promise<unknown>;
}

export function FactorSection({ owner, isOn, about, mayChange = true, refresh }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'set-up' | 'removal' | null>(null);
  const close = () => setOpen(null);
  return (
    <section className="own-section" aria-labelledby="factor-title">
      <div className="row own-head">
        <h2 id="factor-title">{t('account.factor.title')}</h2>
        <Tag tone={isOn ? 'ready' : 'away'}>{t(isOn ? 'account.factor.on' : 'account.factor.off')}</Tag>
      </div>
      <p className="second own-step">{about}</p>
      {open === 'set-up' && (
        <FactorSetUp owner={owner} onConfirmed={() => void refresh()} onDone={close} onCancel={close} />
      )}
      {open === 'removal' && <FactorRemoval owner={owner} onDone={() => void refresh().then(close)} onCancel={close} />}
      {!open && mayChange && (
        <Button onClick={() => setOpen(isOn ? 'removal' : 'set-up')}>
          {t(isOn ? 'account.factor.remove' : 'account.factor.start')}
        </Button>
      )}
    </section>
  );
}

function FactorRemoval({ owner, onDone, onCancel }: { owner: FactorOwner; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const remove = useMutation({
    mutationFn: () => owner.remove(password, code),
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
    <form className="own-form" onSubmit={submit} noValidate>
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
