/** Adding caller IDs, one or a range, or changing one. */
import { callerIdRoutes, type CallerId } from '@bahu/contract/caller-ids.ts';
import { userRoutes } from '@bahu/contract/users.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Trash2 } from 'lucide-react';
import type { TObject } from 'typebox';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

interface Values {
  number: string;
  toNumber: string;
  trunkId: string | null;
  note: string;
  isEnabled: boolean;
}
const start: Values = { number: '', toNumber: '', trunkId: null, note: '', isEnabled: true };
const valuesOf = ({ number, trunkId, note, isEnabled }: CallerId): Values => ({
  number,
  toNumber: '',
  trunkId,
  note,
  isEnabled,
});

interface Props {
  callerId: CallerId | null;
  onClose: () => void;
  onReopen: () => void;
}

export function CallerIdEditor({ callerId, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const callerIds = useClient(callerIdRoutes);
  const queries = useQueryClient();
  const mayManage = useMay('caller-id.manage');
  const refresh = () => void queries.invalidateQueries({ queryKey: ['caller-ids'] });
  const done = () => {
    refresh();
    onClose();
  };
  return (
    <EntityEditor
      name="caller-id"
      id={callerId?.id ?? null}
      title={callerId?.number ?? t('callerIds.create')}
      saved={callerId ? valuesOf(callerId) : start}
      schema={(callerId ? callerIdRoutes.change.body : callerIdRoutes.create.body) as TObject}
      sections={[{ fields: useFields(callerId) }]}
      isEditable={callerId ? callerId.can.includes('edit') : mayManage}
      needs={t('permissions.caller-id.manage')}
      save={async ({ number, toNumber, trunkId, note }, { trunkId: trunk, note: text, isEnabled }, once) =>
        callerId
          ? callerIds.change({
              params: { id: callerId.id },
              body: {
                version: callerId.version,
                ...(trunk === undefined ? {} : { trunkId: trunk }),
                ...(text === undefined ? {} : { note: text }),
                ...(isEnabled === undefined ? {} : { isEnabled }),
              },
            })
          : callerIds.create({ body: { number, ...(toNumber ? { toNumber } : {}), trunkId, note } }, once)
      }
      onSaved={done}
      savedText={(reply) =>
        'items' in reply ? t('callerIds.added', { count: reply.items.length }) : t('callerIds.saved')
      }
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
      tools={callerId && <Tools callerId={callerId} onDone={done} />}
    />
  );
}

function useFields(callerId: CallerId | null): readonly Field<Values>[] {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const maySeeTrunks = useMay('user.read');
  const { data: options } = useQuery({
    queryKey: ['users', 'options'],
    queryFn: ({ signal }) => users.options({ signal }),
    enabled: maySeeTrunks,
    staleTime: 30_000,
  });
  return [
    {
      kind: 'text',
      name: 'number',
      label: t('callerIds.number'),
      ...(callerId ? { fixed: t('callerIds.numberHint') } : { hint: t('callerIds.numberHint') }),
    },
    {
      kind: 'text',
      name: 'toNumber',
      label: t('callerIds.toNumber'),
      hint: t('callerIds.toNumberHint'),
      isShown: callerId === null,
      isRequired: false,
    },
    {
      kind: 'select',
      name: 'trunkId',
      label: t('callerIds.trunk'),
      options: (options?.trunks ?? []).map(({ id, name }) => ({ value: id, label: name })),
      isClearable: true,
      placeholder: t('callerIds.anyTrunk'),
    },
    { kind: 'textarea', name: 'note', label: t('callerIds.note'), isWide: true },
    {
      kind: 'switch',
      name: 'isEnabled',
      label: t('callerIds.enabled'),
      isShown: callerId !== null,
      ...(callerId?.isStandard ? { fixed: t('errors.caller-id.standard') } : {}),
    },
  ];
}

function Tools({ callerId, onDone }: { callerId: CallerId; onDone: () => void }) {
  const { t } = useTranslation();
  const callerIds = useClient(callerIdRoutes);
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const params = { id: callerId.id };
  const action = useMutation({
    mutationFn: (work: () => Promise<string>) => work(),
    onSuccess(text) {
      toasts.done(text);
      onDone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const makeStandard = () =>
    action.mutate(async () => {
      await callerIds.change({ params, body: { version: callerId.version, isStandard: true } });
      return t('callerIds.madeStandard');
    });
  const remove = () =>
    action.mutate(async () => {
      await callerIds.remove({ params });
      return t('callerIds.deleted');
    });
  const ask = () =>
    void modal.confirm({
      title: t('callerIds.deleteConfirm', { number: callerId.number }),
      content: t('callerIds.deleteHint', { count: callerId.agentCount }),
      okText: t('callerIds.delete'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: remove,
    });
  return (
    <>
      {holder}
      {callerId.can.includes('edit') && !callerId.isStandard && (
        <Button size="small" onClick={makeStandard}>
          {t('callerIds.makeStandard')}
        </Button>
      )}
      {callerId.can.includes('delete') && (
        <IconButton icon={Trash2} size="small" label={t('callerIds.delete')} onClick={ask} />
      )}
    </>
  );
}
