/** The second step for who has a second factor: six digits of the authenticator, or a recovery code. */
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { CodeField, codeDigits } from '../../ui/code-field.tsx';

interface Props {
  account: string;
  error: unknown;
  isPending: boolean;
  onCode: (code: string) => void;
  onBack: () => void;
}

export function CodeStep({ account, error, isPending, onCode, onBack }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [isRecovery, setIsRecovery] = useState(false);
  /** The error belongs to what was sent the other way. */
  const [isSwitched, setIsSwitched] = useState(false);
  const isRefused = Boolean(error) && !isSwitched && !failedWith(error, 'session.code-required');
  const problem = !isRefused
    ? null
    : isRecovery && failedWith(error, 'session.wrong-code')
      ? t('signIn.code.wrongRecovery')
      : failureText(t, error);
  const send = (typed: string) => {
    if (isPending || typed.length < codeDigits) return;
    setIsSwitched(false);
    onCode(typed);
  };
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    send(code);
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1 className="sign-in-title">{t('signIn.code.title')}</h1>
      <p className="second sign-in-code-hint">
        {isRecovery ? t('signIn.code.recoveryHint') : t('signIn.code.hint', { account })}
      </p>
      <CodeField
        key={String(isRecovery)}
        label={isRecovery ? t('signIn.code.recoveryLabel') : t('signIn.code.label')}
        size="large"
        value={code}
        takesRecovery={isRecovery}
        onChange={setCode}
        onComplete={send}
        isWrong={isRefused && !isPending}
      />
      <div className="plain-problem" role="alert">
        {isPending ? null : problem}
      </div>
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={isPending}
        disabled={code.length < codeDigits}
      >
        {t('signIn.code.submit')}
      </Button>
      <div className="row sign-in-code-ways">
        <button
          type="button"
          className="link"
          onClick={() => {
            setCode('');
            setIsRecovery(!isRecovery);
            setIsSwitched(true);
          }}
        >
          {isRecovery ? t('signIn.code.useApp') : t('signIn.code.useRecovery')}
        </button>
        <button type="button" className="link" onClick={onBack}>
          {t('signIn.code.back')}
        </button>
      </div>
    </form>
  );
}
