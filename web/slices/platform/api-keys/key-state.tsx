import type { ApiKey } from '@bahu/contract/api-keys.ts';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';
import { Tag } from '../../../ui/marks.tsx';

export function KeyState({ apiKey: { isRevoked, expiresAt } }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  if (isRevoked) return <Tag>{t('apiKeys.states.revoked')}</Tag>;
  if (expiresAt !== null && Date.parse(expiresAt) <= clock.now()) return <Tag>{t('apiKeys.states.expired')}</Tag>;
  return <Tag tone="ready">{t('apiKeys.states.valid')}</Tag>;
}
