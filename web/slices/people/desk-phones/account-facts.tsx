/** What is typed into a telephone, each line to be copied. */
import type { DeskPhoneOf } from '@bahu/contract/desk-phones.ts';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../ui/facts.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useCopy } from '../../../ui/second-factor/use-copy.ts';

/** `secret` is null once it was shown. */
export function AccountFacts({ of, secret }: { of: DeskPhoneOf; secret: string | null }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const line = (what: string, text: string) =>
    [
      what,
      <span key={what} className="row">
        <code>{text}</code>
        <IconButton
          icon={Copy}
          size="small"
          label={t('deskPhones.copyNamed', { what })}
          onClick={() => void copy(text)}
        />
      </span>,
    ] as const;
  return (
    <Facts
      items={[
        line(t('deskPhones.account'), of.account),
        secret === null
          ? ([
              t('deskPhones.secret'),
              <span key="secret" className="hint">
                {t('deskPhones.secretGone')}
              </span>,
            ] as const)
          : line(t('deskPhones.secret'), secret),
        line(t('deskPhones.server'), of.host),
        line(t('deskPhones.port'), String(of.port)),
        line(t('deskPhones.transport'), of.transport),
      ]}
    />
  );
}
