/** Passwords that are shown this once: to copy, or to keep as a file. */
import type { FreshPassword } from '@bahu/contract/users.ts';
import { Button, Modal } from 'antd';
import type { Static } from 'typebox';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../lib/focus.ts';
import { useMe } from '../../../lib/session.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import './users.css';

export type FreshPasswords = readonly Static<typeof FreshPassword>[];

export function PasswordsDialog({ passwords, onClose }: { passwords: FreshPasswords; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { tenant } = useMe();
  const toasts = useToasts();
  const [isKept, setIsKept] = useState(false);
  const lines = passwords.map(({ extension, password }) => [tenant.code + extension, password] as const);
  const text = lines.map((line) => line.join('\t')).join('\n');
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setIsKept(true);
    toasts.done(t('users.passwords.copied'));
  }
  const file = `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${[[t('users.passwords.account'), t('users.passwords.password')], ...lines].map((line) => line.join(',')).join('\r\n')}`)}`;
  return (
    <Modal
      open
      title={t('users.passwords.title')}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      footer={
        <>
          <Button autoFocus type={isKept ? 'default' : 'primary'} onClick={() => void copy()}>
            {t('users.passwords.copy')}
          </Button>
          <Button href={file} download="passwords.csv" onClick={() => setIsKept(true)}>
            {t('users.passwords.download')}
          </Button>
          <Button type={isKept ? 'primary' : 'default'} onClick={onClose}>
            {t('users.passwords.close')}
          </Button>
        </>
      }
    >
      <p className="hint">{t('users.passwords.hint')}</p>
      <div className="scroll fresh-passwords" tabIndex={0} role="region" aria-label={t('users.passwords.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('users.passwords.account')}</th>
              <th scope="col">{t('users.passwords.password')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([account, password]) => (
              <tr key={account}>
                <td>{account}</td>
                <td>
                  <code>{password}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
