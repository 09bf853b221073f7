/** Adding or changing one user. */
import { roleCodes } from '@bahu/contract/permissions.ts';
import type { User } from '@bahu/contract/users.ts';
import { Button, Input, Select, Switch } from 'antd';
import { X } from 'lucide-react';
import { useId, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../ui/field-label.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useUserForm, type UserForm } from './use-user-form.ts';
import './user-editor.css';

export function UserEditor({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useUserForm(user, onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    form.save();
  };
  return (
    <aside className="docked user-editor" aria-label={t(user ? 'users.editor.editTitle' : 'users.editor.createTitle')}>
      <div className="section-head">
        <h2>{user ? user.name : t('users.editor.createTitle')}</h2>
        <span className="fill" />
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <form className="column fill" onSubmit={submit} noValidate>
        <div className="scroll fill user-fields">
          <Fields form={form} user={user} />
        </div>
        <div className="section-foot">
          {!form.isEditable && <span className="hint">{t('users.editor.noRight')}</span>}
          <span className="fill" />
          <Button onClick={onClose}>{t('app.action.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!form.canSave} loading={form.isSaving}>
            {t(user ? 'users.editor.save' : 'users.editor.create')}
          </Button>
        </div>
      </form>
    </aside>
  );
}

function Fields({ form, user }: { form: UserForm; user: User | null }) {
  const { t } = useTranslation();
  const roles = roleCodes.map((value) => ({ value, label: t(`users.role.${value}`) }));
  const { values, change, isEditable } = form;
  const canReset = !user || user.can.includes('reset-password');
  return (
    <>
      <TextField form={form} name="name" label={t('users.editor.name')} most={64} isRequired />
      <TextField
        form={form}
        name="extension"
        label={t('users.editor.extension')}
        most={3}
        hint={t('users.editor.extensionHint')}
        isRequired
        isFixed={user !== null}
      />
      <TextField form={form} name="loginName" label={t('users.editor.login')} most={32} hint={t('users.editor.loginHint')} />
      <Labelled label={t('users.editor.role')} error={form.errors['role']}>
        {(id) => <Select id={id} value={values.role} options={roles} disabled={!isEditable} onChange={(role) => change({ role })} />}
      </Labelled>
      {canReset && (
        <TextField
          form={form}
          name="password"
          label={t(user ? 'users.editor.newPassword' : 'users.editor.password')}
          most={128}
          hint={t(user ? 'users.editor.newPasswordHint' : 'users.editor.passwordHint')}
          isRequired={!user}
          isSecret
        />
      )}
      <SwitchLine
        label={t('users.editor.recorded')}
        checked={values.isRecorded}
        isDisabled={!isEditable}
        onChange={(isRecorded) => change({ isRecorded })}
      />
      {user && (
        <SwitchLine
          label={t('users.editor.enabled')}
          hint={t('users.editor.disabledHint')}
          checked={values.isEnabled}
          isDisabled={!user.can.includes('disable')}
          onChange={(isEnabled) => change({ isEnabled })}
        />
      )}
    </>
  );
}

function Labelled({
  label,
  hint,
  error,
  isRequired,
  children,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  isRequired?: boolean | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="user-field">
      <FieldLabel id={id} label={label} isRequired={isRequired} />
      {children(id)}
      {error ? (
        <div id={`${id}-note`} className="tone-alarm toned small" role="alert">
          {error}
        </div>
      ) : (
        hint && (
          <div id={`${id}-note`} className="hint small">
            {hint}
          </div>
        )
      )}
    </div>
  );
}

interface TextProps {
  form: UserForm;
  name: 'name' | 'extension' | 'loginName' | 'password';
  label: string;
  most: number;
  hint?: string;
  isRequired?: boolean;
  isFixed?: boolean;
  isSecret?: boolean;
}

function TextField({ form, name, label, most, hint, isRequired, isFixed, isSecret }: TextProps) {
  const error = form.errors[name];
  return (
    <Labelled label={label} hint={hint} error={error} isRequired={isRequired}>
      {(id) => (
        <Input
          id={id}
          type={isSecret ? 'password' : 'text'}
          autoComplete={isSecret ? 'new-password' : 'off'}
          maxLength={most}
          disabled={!form.isEditable || isFixed === true}
          status={error ? 'error' : ''}
          aria-describedby={`${id}-note`}
          value={form.values[name]}
          onChange={(event) => form.change({ [name]: event.target.value })}
        />
      )}
    </Labelled>
  );
}

function SwitchLine({
  label,
  hint,
  checked,
  isDisabled,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  isDisabled: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <div className="user-switch">
      <div className="fill">
        <div>{label}</div>
        {hint && <div className="hint small">{hint}</div>}
      </div>
      <Switch size="small" aria-label={label} checked={checked} disabled={isDisabled} onChange={onChange} />
    </div>
  );
}
