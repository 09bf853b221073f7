/** An operator's own page: who they are, password, second factor. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Initial } from '../ui/marks.tsx';
import { FactorSection } from '../ui/second-factor/factor-section.tsx';
import '../ui/own-page.css';
import { PasswordForm } from './password-form.tsx';
import { useOperatorApi, useWho, whoKey } from './who.tsx';

export function AccountPage() {
  const { operator } = useWho();
  return (
    <div className="own-page">
      <header className="own-section row operator-identity">
        <Initial name={operator.name} />
        <div>
          <h1>{operator.name}</h1>
          <span className="hint">{operator.loginName}</span>
        </div>
      </header>
      <PasswordSection />
      <SecondFactor />
    </div>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <section className="own-section" aria-labelledby="password-title">
      <h2 id="password-title" className="own-head">
        {t('account.password.title')}
      </h2>
      <p className="second own-step">{t('operator.account.password')}</p>
      {isOpen ? (
        <div className="own-form">
          <PasswordForm onDone={close} onCancel={close} />
        </div>
      ) : (
        <Button onClick={() => setIsOpen(true)}>{t('operator.password.change')}</Button>
      )}
    </section>
  );
}

function SecondFactor() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const queries = useQueryClient();
  const { operator } = useWho();
  const owner = {
    account: operator.loginName,
    start: (password: string) => api.startSecondFactor({ body: { password } }),
    confirm: (code: string) => api.confirmSecondFactor({ body: { code } }),
    remove: (password: string, code: string) => api.removeSecondFactor({ body: { password, code } }),
  };
  return (
    <FactorSection
      owner={owner}
      isOn={operator.hasSecondFactor}
      about={
        operator.hasSecondFactor ? (
          <>
            {t('operator.account.factorOn')}{' '}
            <code className="operator-command">npm run operator -- second-factor-off {operator.loginName}</code>
          </>
        ) : (
          t('operator.account.factorOff')
        )
      }
      refresh={() => queries.invalidateQueries({ queryKey: whoKey, exact: true })}
    />
  );
}
