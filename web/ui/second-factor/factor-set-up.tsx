/** Sets the second factor up: password, QR code, a code to confirm it, and the recovery codes, which are shown this once. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { lazy, Suspense, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { CodeField, codeDigits } from '../code-field.tsx';
import { IconButton } from '../icon-button.tsx';
import { PasswordField } from '../password-field.tsx';
import { useToasts } from '../toasts.tsx';
import type { FactorOwner } from './factor-owner.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useCopy } from './use-copy.ts';
import '../own-page.css';
import './second-factor.css';

const QRCode = lazy(() => import('antd/es/qr-code'));

interface Begun {
  secret: string;
  uri: string;
}

interface Props {
  owner: FactorOwner;
  /** The factor counts from now on; the recovery codes are still to be kept. */
  onConfirmed?: () => void;
  onDone: () => void;
  onCancel?: () => void;
}

export function FactorSetUp({ owner, onConfirmed, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  function kept(): void {
    toasts.done(t('account.factor.done'));
    onDone();
  }
  if (recoveryCodes) return <RecoveryCodes account={owner.account} codes={recoveryCodes} onKept={kept} />;
  const cancel = onCancel && { onCancel };
  if (!begun) return <PasswordFirst owner={owner} onBegun={setBegun} {...cancel} />;
  return (
    <Confirm
      owner={owner}
      begun={begun}
      {...cancel}
      onConfirmed={(codes) => {
        setRecoveryCodes(codes);
        onConfirmed?.();
      }}
    />
  );
}

function PasswordFirst({
  owner,
  onBegun,
  onCancel,
}: {
  owner: FactorOwner;
  onBegun: (begun: Begun) => void;
  onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const start = useMutation({ mutationFn: () => owner.start(password), onSuccess: onBegun });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (password && !start.isPending) start.mutate();
  }
  const isWrong = failedWith(start.error, 'session.wrong-password');
  return (
    <form className="own-form" onSubmit={submit} noValidate>
      <p className="second own-step">{t('account.factor.passwordFirst')}</p>
      <PasswordField
        label={t('account.password.current')}
        value={password}
        onChange={setPassword}
        purpose="current-password"
        autoFocus
        isWrong={isWrong}
      />
      <div className="plain-problem" role="alert">
        {isWrong ? t('account.password.wrongCurrent') : start.error ? failureText(t, start.error) : null}
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={start.isPending} disabled={!password}>
          {t('account.next')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('account.cancel')}</Button>}
      </div>
    </form>
  );
}

const qrSize = 168;

function Confirm({
  owner,
  begun,
  onConfirmed,
  onCancel,
}: {
  owner: FactorOwner;
  begun: Begun;
  onConfirmed: (codes: readonly string[]) => void;
  onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const copy = useCopy();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: owner.confirm,
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  const send = (typed: string) => {
    if (!confirm.isPending && typed.length === codeDigits) confirm.mutate(typed);
  };
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    send(code);
  }
  const spaced = begun.secret.replace(/(.{4})(?=.)/g, '$1 ');
  return (
    <form className="factor-confirm" onSubmit={submit} noValidate>
      <div className="factor-qr">
        <Suspense fallback={<div style={{ width: qrSize, height: qrSize }} />}>
          {/* Cameras want dark on light, in dark mode too. */}
          <QRCode
            aria-label={t('account.factor.qr')}
            value={begun.uri}
            size={qrSize}
            bordered={false}
            color="#000000"
            bgColor="#FFFFFF"
          />
        </Suspense>
      </div>
      <div className="fill">
        <h3>{t('account.factor.scan')}</h3>
        <p className="hint small own-step">{t('account.factor.scanHint')}</p>
        <p className="second small">{t('account.factor.byHand')}</p>
        <div className="row row-tight own-step">
          <code className="factor-secret">{spaced}</code>
          <IconButton
            icon={Copy}
            size="tiny"
            label={t('account.factor.copySecret')}
            onClick={() => void copy(begun.secret)}
          />
        </div>
        <CodeField
          label={t('account.factor.codeHint')}
          value={code}
          onChange={setCode}
          onComplete={send}
          isWrong={confirm.isError}
        />
        <div className="plain-problem" role="alert">
          {confirm.error && !confirm.isPending ? failureText(t, confirm.error) : null}
        </div>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={confirm.isPending} disabled={code.length < codeDigits}>
            {t('account.factor.confirm')}
          </Button>
          {onCancel && <Button onClick={onCancel}>{t('account.cancel')}</Button>}
        </div>
      </div>
    </form>
  );
}
