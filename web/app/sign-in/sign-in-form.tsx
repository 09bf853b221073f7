/** Account and password, then the code for who has a second factor. What was typed stays when it was wrong. */
import type { Me } from '@bahu/contract/session.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ownClient } from '../../lib/client.ts';
import { failedWith, failureText } from '../../lib/failure.ts';
import { useApi } from '../../lib/services.tsx';
import { keptForGood } from '../../lib/storage.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { PlainInput } from '../../ui/plain-input.tsx';
import { readAccount } from './account.ts';
import { CodeStep } from './code-step.tsx';

const storedAs = 'account';

/** The account that was to be remembered, or nothing. */
export function rememberedAccount(): string {
  const kept = keptForGood.read(storedAs);
  return typeof kept === 'string' ? kept : '';
}

interface FormProps {
  account: string;
  onAccount: (account: string) => void;
  onSignedIn: (me: Me) => void;
}
export function SignInForm({ account, onAccount, onSignedIn }: FormProps) {
  const { t } = useTranslation();
  const api = useApi();
  const [password, setPassword] = useState('');
  const [isRemembered, setIsRemembered] = useState(true);
  const [isStaying, setIsStaying] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const [isAskedForCode, setIsAskedForCode] = useState(false);
  const signIn = useMutation({
    mutationFn: (code: string | null) =>
      api.session.signIn({
        body: {
          account: account.trim(),
          password,
          staySignedIn: isStaying,
          client: ownClient(),
          ...(code !== null && { code }),
        },
      }),
    onSuccess(me) {
      if (isRemembered) keptForGood.write(storedAs, account.trim());
      else keptForGood.remove(storedAs);
      onSignedIn(me);
    },
    onError: (error) => failedWith(error, 'session.code-required') && setIsAskedForCode(true),
  });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const lack = !account.trim() ? t('signIn.missingAccount') : !password ? t('signIn.missingPassword') : null;
    setMissing(lack);
    if (!lack && !signIn.isPending) signIn.mutate(null);
  }
  function back(): void {
    signIn.reset();
    setPassword('');
    setIsAskedForCode(false);
  }

  if (isAskedForCode)
    return (
      <CodeStep
        account={account.trim()}
        error={signIn.error}
        isPending={signIn.isPending}
        onCode={signIn.mutate}
        onBack={back}
      />
    );
  const problem = missing ?? (signIn.error ? failureText(t, signIn.error) : null);
  return (
    <form onSubmit={submit} noValidate>
      <h1 className="sign-in-title">{t('signIn.title')}</h1>
      <AccountField value={account} onChange={onAccount} />
      <PasswordField
        label={t('signIn.password')}
        value={password}
        onChange={setPassword}
        purpose="current-password"
        size="large"
        autoFocus={account !== ''}
        isWrong={signIn.isError}
      />
      <div className="plain-problem" role="alert">
        {problem}
      </div>
      <div className="row sign-in-options">
        <Option label={t('signIn.remember')} isOn={isRemembered} onChange={setIsRemembered} />
        <Option label={t('signIn.stay')} isOn={isStaying} onChange={setIsStaying} />
      </div>
      <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
        {signIn.isPending ? t('signIn.submitting') : t('signIn.submit')}
      </Button>
    </form>
  );
}

interface OptionProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}
const Option = ({ label, isOn, onChange }: OptionProps) => (
  <Checkbox checked={isOn} onChange={(event) => onChange(event.target.checked)}>
    {label}
  </Checkbox>
);

function AccountField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const account = readAccount(value);
  const hint =
    account.kind === 'extension'
      ? t('signIn.accountHint', account)
      : account.kind === 'login-name'
        ? t('signIn.accountLoginName', account)
        : '';
  return (
    <div className="plain-field">
      <label htmlFor={id}>{t('signIn.account')}</label>
      <PlainInput
        id={id}
        size="large"
        autoFocus={!value}
        autoComplete="username"
        maxLength={64}
        placeholder={t('signIn.accountExample')}
        value={value}
        suffix={<span className="hint small">{hint}</span>}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
