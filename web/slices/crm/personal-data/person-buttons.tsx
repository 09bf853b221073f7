/** Giving out and erasing what is kept of a customer, for those who may. */
import type { Customer } from '@bahu/contract/customers.ts';
import { personalDataRoutes } from '@bahu/contract/personal-data.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { EraseDialog } from './erase-dialog.tsx';

export function PersonButtons({ customer }: { customer: Pick<Customer, 'id' | 'name'> }) {
  const { t, i18n } = useTranslation();
  const client = useClient(personalDataRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { masksNumbers } = useMe();
  const [mayExport, mayErase] = [useMay('personal-data.export'), useMay('personal-data.erase')];
  const [isErasing, setErasing] = useState(false);
  const exporting = useMutation({
    mutationFn: () =>
      client.export({ params: { id: customer.id }, body: { language: i18n.language.startsWith('en') ? 'en' : 'zh' } }),
    onSuccess: () => toasts.done(t('personalData.exportStarted')),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  if (masksNumbers || (!mayExport && !mayErase)) return null;
  return (
    <div className="row">
      {mayExport && (
        <Button
          size="small"
          title={t('personalData.exportHint')}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t('personalData.export')}
        </Button>
      )}
      {mayErase && (
        <Button size="small" danger onClick={() => setErasing(true)}>
          {t('personalData.erase')}
        </Button>
      )}
      {isErasing && <EraseDialog customer={customer} onClose={() => setErasing(false)} />}
    </div>
  );
}
