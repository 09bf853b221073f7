/** Call records, with the details of one docked beside the list. */
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { UploadRecordingButton } from '../../../ui/recording/upload-button.tsx';
import { ExportButton } from '../../platform/jobs/public.ts';
import { CallDrawer } from './call-drawer.tsx';
import { useCallColumns } from './call-columns.tsx';
import { useCallFilters } from './call-filters.ts';
import { callsShape } from './search.ts';

export function CallsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const mayExport = useMay('call.export');
  const columns = useCallColumns();
  const list = useList({
    name: 'calls',
    shape: callsShape,
    columns,
    fetch: (query, options) => api.calls.list({ query }, options),
  });
  const { open } = list.search;
  const close = () => list.change({ open: undefined });
  const unit = t('app.unit.call');
  useHotkey('Escape', close, open !== undefined);
  return (
    <ListPage
      list={list}
      what={t('calls.what')}
      unit={unit}
      filters={useCallFilters()}
      actions={
        <>
          <UploadRecordingButton of={{ customerId: null }} />
          {mayExport && <ExportButton kind="calls" list={list} unit={unit} />}
        </>
      }
      {...(mayExport ? { bulk: () => <ExportButton kind="calls" list={list} unit={unit} isBulk /> } : {})}
      onOpen={(call) => list.change({ open: call.id })}
      empty={{ title: t('calls.list.empty'), hint: t('calls.list.emptyHint') }}
      aside={open && <CallDrawer key={open} callId={open} onClose={close} />}
    />
  );
}
