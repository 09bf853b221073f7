/** How long a text is and how many messages it becomes; with variables it is counted as it stands. */
import type { MessageSize as Size } from '@bahu/domain/messages/parts.ts';
import { useTranslation } from 'react-i18next';

export function MessageSize({ size: { length, parts, perPart, encoding } }: { size: Size }) {
  const { t } = useTranslation();
  return (
    <span className="hint">
      {t('ui.messageSize', { length, parts, perPart, encoding: t(`ui.messageEncodings.${encoding}`) })}
    </span>
  );
}
