/** Puts selected customers into a batch, to be dialled by hand. */
import { dialListRoutes } from '@bahu/contract/dial-lists.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { ListPlus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import type { SelectedCustomers } from '../../../lib/web-slice.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { useRefresh } from './use-refresh.ts';

export default function FromCustomers({ selection, onDone }: SelectedCustomers) {
  const { t } = useTranslation();
  // The selection may go while its dialog is open.
  const [open, setOpen] = useState<SelectedCustomers['selection'] | null>(null);
  return (
    <>
      <Button size="small" type="text" icon={<ListPlus size={14} aria-hidden />} onClick={() => setOpen(selection)}>
        {t('dialLists.from.short')}
      </Button>
      {open && (
        <BatchDialog
          selection={open}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            onDone();
          }}
        />
      )}
    </>
  );
}

function BatchDialog({ selection, onDone, onClose }: SelectedCustomers & { onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  useFocusBack();
  const client = useClient(dialListRoutes);
  const refresh = useRefresh();
  const toasts = useToasts();
  const [listId, setListId] = useState<string | null>(null);
  const lists = useQuery({
    queryKey: ['dial-lists', 'options'],
    queryFn: ({ signal }) => client.options({ signal }),
  });
  const open = lists.data?.items.filter(({ isEnded }) => !isEnded) ?? [];
  const adding = useMutation({
    mutationFn: () => client.addCustomers({ params: { id: listId! }, body: { selection } }),
    onSuccess: ({ added, known }) => {
      const said = [
        t('dialLists.add.added', { count: added }),
        known > 0 && t('dialLists.add.known', { count: known }),
      ];
      toasts.done(said.filter(Boolean).join(' · '));
      refresh();
      onDone();
    },
  });
  return (
    <Modal
      open
      width={440}
      title={t('dialLists.from.title')}
      okText={t('dialLists.from.apply')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ disabled: listId === null, loading: adding.isPending }}
      onOk={() => adding.mutate()}
      onCancel={onClose}
    >
      <div className="column bulk-form">
        <label htmlFor={id}>{t('dialLists.from.list')}</label>
        <Select<string>
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={listId}
          loading={lists.isPending}
          options={open.map(({ id: value, name: label }) => ({ value, label }))}
          onChange={(value: string) => setListId(value)}
        />
        <p className="hint small">{t('dialLists.from.hint')}</p>
        {adding.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, adding.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
