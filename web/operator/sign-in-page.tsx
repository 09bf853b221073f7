/** Where operators sign in; it looks like no page of a tenant, so that nobody types the wrong password into it. Who has a second factor gives its code next. */
import type { OperatorMe } from '@bahu/contract/operator.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeStep } from '../app/sign-in/code-step.tsx';
import { failedWith, failureText } from '../lib/failure.ts';
import { OperatorCard } from './card.tsx';
import { LabelledField } from './labelled-field.tsx';
import { useOperatorApi } from './who.tsx';

export function OperatorSignIn({ onSignedIn }: { onSignedIn: (me: OperatorMe) => void }) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isAskedForCode, setIsAskedForCode] = useState(false);
  const signIn = useMutation({
    mutationFn: (code: string | null) =>
      api.signIn({ body: { loginName: loginName.trim(), password, ...(code !== null && { code }) } }),
    onSuccess: onSignedIn,
    onError: (error) => failedWith(error, 'session.code-required') && setIsAskedForCode(true),
  });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const lacks = !loginName.trim() || !password;
    setIsMissing(lacks);
    if (!lacks && !signIn.isPending) signIn.mutate(null);
  }
  function back(): void {
    signIn.reset();
    setPassword('');
    setIsAskedForCode(false);
  }
  if (isAskedForCode)
    return (
      <OperatorCard>
        <CodeStep
          account={loginName.trim()}
          error={signIn.error}
          isPending={signIn.isPending}
          onCode={signIn.mutate}
          onBack={back}
        />
      </OperatorCard>
    );
  return (
    <OperatorCard title={t('operator.signIn.title')} about={t('operator.signIn.about')}>
      <form className="column operator-form" onSubmit={submit} noValidate>
        <LabelledField label={t('operator.signIn.loginName')}>
          {(id) => (
            <Input
              id={id}
              size="large"
              autoFocus
              autoComplete="username"
              maxLength={64}
              value={loginName}
              onChange={(event) => setLoginName(event.target.value)}
            />
          )}
        </LabelledField>
        <LabelledField label={t('operator.signIn.password')}>
          {(id) => (
            <Input.Password
              id={id}
              size="large"
              autoComplete="current-password"
              maxLength={128}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </LabelledField>
        <div className="operator-problem" role="alert">
          {isMissing ? t('operator.signIn.missing') : signIn.error ? failureText(t, signIn.error) : null}
        </div>
        <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
          {t('operator.signIn.submit')}
        </Button>
        <a href="/" className="operator-elsewhere">
          {t('operator.signIn.toTenants')}
        </a>
      </form>
    </OperatorCard>
  );
}
