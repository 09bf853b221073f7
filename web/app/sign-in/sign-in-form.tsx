/** Account and password. What was typed stays when it was wrong. */
import type { Me } from '@bahu/contract/session.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { Eye, EyeOff, Keyboard } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useApi } from '../../lib/services.tsx';
import { keptForGood } from '../../lib/storage.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { readAccount } from './account.ts';

const storedAs = 'account';

/** The account that was to be remembered, or nothing. */
function rememberedAccount(): string {
  const kept = keptForGood.read(storedAs);
  return typeof kept === 'string' ? kept : '';
}

export function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [account, setAccount] = useState(rememberedAccount);
  const [password, setPassword] = useState('');
  const [isRemembered, setIsRemembered] = useState(true);
  const [isStaying, setIsStaying] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const signIn = useMutation({
    mutationFn: () => api.session.signIn({ body: { account: account.trim(), password, staySignedIn: isStaying } }),
    onSuccess(me) {
      if (isRemembered) keptForGood.write(storedAs, account.trim());
      else keptForGood.remove(storedAs);
      onSignedIn(me);
    },
  });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const lack = !account.trim() ? t('signIn.missingAccount') : !password ? t('signIn.missingPassword') : null;
    setMissing(lack);
    if (!lack && !signIn.isPending) signIn.mutate();
  }

  const problem = missing ?? (signIn.error ? failureText(t, signIn.error) : null);
  return (
    <form onSubmit={submit} noValidate>
      <h1 className="sign-in-title">{t('signIn.title')}</h1>
      <AccountField value={account} onChange={setAccount} />
      <PasswordField value={password} onChange={setPassword} isWaitedFor={account !== ''} isWrong={signIn.isError} />
      <div className="sign-in-problem" role="alert">
        {problem}
      </div>
      <div className="row sign-in-options">
        <Checkbox checked={isRemembered} onChange={(event) => setIsRemembered(event.target.checked)}>
          {t('signIn.remember')}
        </Checkbox>
        <Checkbox checked={isStaying} onChange={(event) => setIsStaying(event.target.checked)}>
          {t('signIn.stay')}
        </Checkbox>
      </div>
      <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
        {signIn.isPending ? t('signIn.submitting') : t('signIn.submit')}
      </Button>
    </form>
  );
}

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
    <div className="sign-in-field">
      <label htmlFor={id}>{t('signIn.account')}</label>
      <Input
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

function PasswordField({
  value,
  onChange,
  isWaitedFor,
  isWrong,
}: {
  value: string;
  onChange: (value: string) => void;
  isWaitedFor: boolean;
  isWrong: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<InputRef>(null);
  const [isShown, setIsShown] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  const [shouldFocus] = useState(isWaitedFor);
  useEffect(() => {
    if (isWrong) input.current?.select();
  }, [isWrong]);
  const readCapsLock = (event: KeyboardEvent) => setHasCapsLock(event.getModifierState('CapsLock'));
  const toggle = (
    <IconButton
      icon={isShown ? Eye : EyeOff}
      size="tiny"
      label={isShown ? t('signIn.hidePassword') : t('signIn.showPassword')}
      onClick={() => setIsShown(!isShown)}
    />
  );
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{t('signIn.password')}</label>
      <Input
        ref={input}
        id={id}
        size="large"
        type={isShown ? 'text' : 'password'}
        autoFocus={shouldFocus}
        autoComplete="current-password"
        maxLength={128}
        value={value}
        suffix={toggle}
        onKeyDown={readCapsLock}
        onKeyUp={readCapsLock}
        onChange={(event) => onChange(event.target.value)}
      />
      {hasCapsLock && (
        <div className="row row-tight small tone-ringing toned sign-in-caps">
          <Keyboard size={14} aria-hidden />
          {t('signIn.capsLock')}
        </div>
      )}
    </div>
  );
}
