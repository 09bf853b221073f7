/** A new password of one's own. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { useToasts } from '../ui/toasts.tsx';
import { LabelledField } from './labelled-field.tsx';
import { useOperatorApi } from './who.tsx';

const minLength = 10;

export function PasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const toasts = useToasts();
  const [typed, setTyped] = useState({ current: '', next: '', again: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => api.changePassword({ body: { current: typed.current, next: typed.next } }),
    onSuccess() {
      toasts.done(t('operator.password.saved'));
      onDone();
    },
  });
  /** On one's own page it stands among others; before a first sign-in it is all there is. */
  const size = onCancel ? 'middle' : 'large';
  const field =
    (name: keyof typeof typed, autoComplete: string, isFocused = false) =>
    (id: string) => (
      <Input.Password
        id={id}
        size={size}
        autoFocus={isFocused}
        autoComplete={autoComplete}
        maxLength={128}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    );
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const wrong =
      typed.next.length < minLength
        ? t('operator.password.short')
        : typed.next !== typed.again
          ? t('operator.password.differs')
          : null;
    setProblem(wrong);
    if (!wrong && !save.isPending) save.mutate();
  }
  return (
    <form className="column operator-form" onSubmit={submit} noValidate>
      <LabelledField label={t('operator.password.current')}>{field('current', 'current-password', true)}</LabelledField>
      <LabelledField label={t('operator.password.next')} hint={t('operator.password.nextHint')}>
        {field('next', 'new-password')}
      </LabelledField>
      <LabelledField label={t('operator.password.again')}>{field('again', 'new-password')}</LabelledField>
      <div className="operator-problem" role="alert">
        {problem ?? (save.error ? failureText(t, save.error) : null)}
      </div>
      <div className="row">
        <Button type="primary" size={size} htmlType="submit" block={!onCancel} loading={save.isPending}>
          {t('operator.password.save')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('app.action.cancel')}</Button>}
      </div>
    </form>
  );
}
