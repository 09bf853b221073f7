/** What else can be done with a person: password, lock, second factor, signing out, deleting. */
import { userRoutes, type User } from '@bahu/contract/users.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal, type MenuProps } from 'antd';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { DropMenu } from '../../../ui/drop-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { DeskPhoneDialog } from '../desk-phones/public.ts';
import type { FreshPasswords } from './passwords-dialog.tsx';

interface Props {
  user: User;
  onPasswords: (passwords: FreshPasswords) => void;
  /** After it was deleted. */
  onGone: () => void;
}

export function UserTools({ user, onPasswords, onGone }: Props) {
  const { t } = useTranslation();
  const { show } = useTabActions();
  const [modal, holder] = Modal.useModal();
  const [hasPhoneOpen, setHasPhoneOpen] = useState(false);
  const maySetPhone = useMay('desk-phone.manage');
  const actions = useActions(user, onPasswords, onGone);
  const maySeeSignIns = useMay('sign-in.read');
  const maySeeAudit = useMay('audit.read');
  const canReset = user.can.includes('reset-password');
  const confirm = (title: string, content: string, okText: string, act: () => void) =>
    void modal.confirm({
      title,
      content,
      okText,
      cancelText: t('app.action.cancel'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: act,
    });
  const items: NonNullable<MenuProps['items']> = [
    ...(canReset
      ? [
          {
            key: 'password',
            label: t('users.editor.resetPassword'),
            onClick: () =>
              confirm(
                `${t('users.editor.resetPassword')} · ${user.name}`,
                t('users.editor.resetPasswordHint'),
                t('users.editor.resetPassword'),
                actions.resetPassword,
              ),
          },
        ]
      : []),
    ...(canReset && user.lockedUntil
      ? [{ key: 'unlock', label: t('users.editor.unlock'), onClick: actions.unlock }]
      : []),
    ...(canReset && user.hasSecondFactor
      ? [{ key: 'factor', label: t('users.editor.resetSecondFactor'), onClick: actions.resetSecondFactor }]
      : []),
    ...(canReset ? [{ key: 'out', label: t('users.editor.signOut'), onClick: actions.signOut }] : []),
    ...(maySetPhone ? [{ key: 'desk-phone', label: t('deskPhones.title'), onClick: () => setHasPhoneOpen(true) }] : []),
    ...(maySeeSignIns
      ? [{ key: 'log', label: t('users.editor.signIns'), onClick: () => show(`/sign-ins?user=${user.id}`) }]
      : []),
    ...(maySeeAudit
      ? [{ key: 'audit', label: t('users.editor.audit'), onClick: () => show(`/audit?recordId=${user.id}`) }]
      : []),
    ...(user.can.includes('delete')
      ? [
          {
            key: 'delete',
            danger: true,
            label: t('users.editor.delete'),
            onClick: () =>
              confirm(
                t('users.editor.deleteConfirm', { name: user.name }),
                t('users.editor.deleteHint'),
                t('users.editor.deleteConfirm', { name: user.name }),
                actions.remove,
              ),
          },
        ]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      {holder}
      {hasPhoneOpen && <DeskPhoneDialog user={user} onClose={() => setHasPhoneOpen(false)} />}
      <DropMenu menu={{ items }} placement="bottomRight">
        <IconButton icon={MoreHorizontal} size="small" label={t('users.editor.more')} aria-haspopup="menu" />
      </DropMenu>
    </>
  );
}

function useActions(user: User, onPasswords: Props['onPasswords'], onGone: () => void) {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const params = { id: user.id };
  const action = useMutation({
    mutationFn: (work: () => Promise<string | null>) => work(),
    onSuccess(text) {
      if (text) toasts.done(text);
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const act = (work: () => Promise<string | null>) => () => action.mutate(work);
  return {
    resetPassword: act(async () => {
      onPasswords([await users.resetPassword({ params })]);
      return null;
    }),
    unlock: act(async () => {
      await users.unlock({ params });
      return t('users.editor.unlocked');
    }),
    resetSecondFactor: act(async () => {
      await users.resetSecondFactor({ params });
      return t('users.editor.secondFactorReset');
    }),
    signOut: act(async () => {
      await users.signOut({ params });
      return t('users.editor.signedOut');
    }),
    remove: act(async () => {
      await users.remove({ params });
      onGone();
      return t('users.editor.deleted');
    }),
  };
}
