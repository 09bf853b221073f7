/** The way from the customers to the certificates of what was erased. */
import { Button } from 'antd';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';

export function ErasuresButton() {
  const { t } = useTranslation();
  const { show } = useTabActions();
  if (!useMay('personal-data.erase')) return null;
  return (
    <Button size="small" icon={<ShieldCheck size={14} aria-hidden />} onClick={() => show('/erasures')}>
      {t('personalData.erasures')}
    </Button>
  );
}
