/** What is done with selected numbers: assigning, pinning, dialling once more, deleting. */
import { dialListLimits, dialListRoutes } from '@bahu/contract/dial-lists.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Radio } from 'antd';
import { Pin, PinOff, RotateCcw, Trash2, UserRoundPlus, Users, type LucideIcon } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../lib/session.tsx';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { ToCustomers } from './to-customers.tsx';
import { useRefresh } from './use-refresh.ts';

export type DialSelection = Input<typeof dialListRoutes.pin>['body']['selection'];
interface Props {
  selection: DialSelection;
  count: number;
  onDone: () => void;
}

const acts = ['pin', 'unpin', 'reset'] as const;
const icons: Readonly<Record<(typeof acts)[number], LucideIcon>> = { pin: Pin, unpin: PinOff, reset: RotateCcw };

/** Says what came of it, and has what shows numbers fetched again. */
function useActed(onDone: () => void) {
  const refresh = useRefresh();
  const toasts = useToasts();
  return (said: string) => {
    toasts.done(said);
    refresh();
    onDone();
  };
}

export function NumberButtons({ selection, count, onDone }: Props) {
  const { t } = useTranslation();
  const client = useClient(dialListRoutes);
  const toasts = useToasts();
  const acted = useActed(onDone);
  const [modal, holder] = Modal.useModal();
  // The selection may go while the dialog is open.
  const [assigning, setAssigning] = useState<DialSelection | null>(null);
  const [exporting, setExporting] = useState<DialSelection | null>(null);
  const mayCreate = useMay('customer.create');
  const { masksNumbers } = useMe();
  const act = useMutation({
    mutationFn: (kind: (typeof acts)[number] | 'delete') => {
      if (kind === 'delete') return client.removeNumbers({ body: { selection } });
      return kind === 'reset'
        ? client.reset({ body: { selection } })
        : client.pin({ body: { selection, isPinned: kind === 'pin' } });
    },
    onSuccess: (reply, kind) => acted(t(`dialLists.acts.${kind}.done`, { count: reply.count })),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const askDelete = () =>
    void modal.confirm({
      title: t('dialLists.acts.delete.ask', { count }),
      content: t('dialLists.acts.delete.hint'),
      okText: t('dialLists.acts.delete.apply', { count }),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => act.mutate('delete'),
    });
  const button = (kind: string, Icon: LucideIcon, text: string, onClick: () => void) => (
    <Button key={kind} size="small" type="text" icon={<Icon size={14} aria-hidden />} onClick={onClick}>
      {text}
    </Button>
  );
  return (
    <>
      {holder}
      {button('assign', UserRoundPlus, t('dialLists.acts.assign.short'), () => setAssigning(selection))}
      {acts.map((kind) => button(kind, icons[kind], t(`dialLists.acts.${kind}.short`), () => act.mutate(kind)))}
      {mayCreate &&
        !masksNumbers &&
        button('customers', Users, t('dialLists.acts.customers.short'), () => setExporting(selection))}
      {button('delete', Trash2, t('dialLists.acts.delete.short'), askDelete)}
      {exporting && (
        <ToCustomers
          selection={exporting}
          count={count}
          onClose={() => setExporting(null)}
          onDone={() => {
            setExporting(null);
            onDone();
          }}
        />
      )}
      {assigning && (
        <AssignDialog
          selection={assigning}
          count={count}
          onClose={() => setAssigning(null)}
          onDone={() => {
            setAssigning(null);
            onDone();
          }}
        />
      )}
    </>
  );
}

/** Gives numbers to agents in turn, or takes them back. */
function AssignDialog({ selection, count, onClose, onDone }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  useFocusBack();
  const client = useClient(dialListRoutes);
  const people = usePeople({ permission: 'dial-list.manage' });
  const acted = useActed(onDone);
  const [whose, setWhose] = useState<'agents' | 'nobody'>('agents');
  const [agents, setAgents] = useState<string[]>([]);
  const to = whose === 'agents' ? agents : [];
  const assigning = useMutation({
    mutationFn: () => client.assign({ body: { selection, to } }),
    onSuccess: (reply) => acted(t(`dialLists.acts.assign.${whose}Done`, { count: reply.count })),
  });
  return (
    <Modal
      open
      width={440}
      title={t('dialLists.acts.assign.title', { count })}
      okText={t('dialLists.acts.assign.apply')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{
        disabled: whose === 'agents' && (agents.length === 0 || agents.length > dialListLimits.agents),
        loading: assigning.isPending,
      }}
      onOk={() => assigning.mutate()}
      onCancel={onClose}
    >
      <div className="column bulk-form">
        <Radio.Group
          value={whose}
          options={(['agents', 'nobody'] as const).map((value) => ({
            value,
            label: t(`dialLists.acts.assign.${value}`),
          }))}
          onChange={(event) => setWhose(event.target.value as typeof whose)}
        />
        {whose === 'agents' && (
          <>
            <label htmlFor={id}>{t('dialLists.acts.assign.to')}</label>
            <RemoteSelect
              id={id}
              label={t('dialLists.acts.assign.to')}
              remote={people}
              values={agents}
              onChange={setAgents}
              isSeveral
            />
          </>
        )}
        <p className="hint small">{t('dialLists.acts.assign.hint')}</p>
        {assigning.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, assigning.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
