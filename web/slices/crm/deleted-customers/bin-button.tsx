/** The way from the customers to those that were deleted. */
import { Button } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';

export function BinButton() {
  const { t } = useTranslation();
  const { show } = useTabActions();
  if (!useMay('deleted-customer.read')) return null;
  return (
    <Button size="small" icon={<Trash2 size={14} aria-hidden />} onClick={() => show('/deleted-customers')}>
      {t('deletedCustomers.bin')}
    </Button>
  );
}
