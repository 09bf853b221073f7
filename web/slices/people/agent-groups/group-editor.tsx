/** Adding or changing an agent group. */
import { agentGroupRoutes, groupOrders, type AgentGroup, type GroupOrder } from '@bahu/contract/agent-groups.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import type { TObject } from 'typebox';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Line } from '../../../ui/form/line-items.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useMembersField } from './members-field.ts';

interface Values {
  name: string;
  order: GroupOrder;
  isEnabled: boolean;
  note: string;
  memberIds: readonly Line[];
}
const start: Values = { name: '', order: 'round-robin', isEnabled: true, note: '', memberIds: [] };
const valuesOf = ({ name, order, isEnabled, note, members }: AgentGroup): Values => ({
  name,
  order,
  isEnabled,
  note,
  memberIds: members.map(({ agentId }) => ({ id: agentId })),
});

/** What is sent: members by their ids. */
const bodyOf = <V extends Partial<Values>>({ memberIds, ...values }: V) => ({
  ...values,
  ...(memberIds && { memberIds: memberIds.map(({ id }) => id) }),
});

interface Props {
  group: AgentGroup | null;
  onClose: () => void;
  onReopen: () => void;
}

export function GroupEditor({ group, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const groups = useClient(agentGroupRoutes);
  const queries = useQueryClient();
  const mayManage = useMay('agent-group.manage');
  const members = useMembersField<Values>();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['agent-groups'] });
  const remove = useRemoval(group, () => {
    refresh();
    onClose();
  });
  return (
    <EntityEditor
      name="agent-group"
      id={group?.id ?? null}
      title={group?.name ?? t('agentGroups.create')}
      saved={group ? valuesOf(group) : start}
      schema={(group ? agentGroupRoutes.change.body : agentGroupRoutes.create.body) as TObject}
      sections={[
        {
          fields: [
            { kind: 'text', name: 'name', label: t('agentGroups.name') },
            {
              kind: 'select',
              name: 'order',
              label: t('agentGroups.order'),
              options: groupOrders.map((value) => ({
                value,
                label: t(`agentGroups.orders.${value}`),
                note: t(`agentGroups.orderHint.${value}`),
              })),
            },
            { kind: 'switch', name: 'isEnabled', label: t('agentGroups.enabled') },
            members,
            { kind: 'textarea', name: 'note', label: t('agentGroups.note'), isWide: true },
          ],
        },
      ]}
      isEditable={group ? group.can.includes('edit') : mayManage}
      needs={t('permissions.agent-group.manage')}
      save={(values, changes, once) =>
        group
          ? groups.change({ params: { id: group.id }, body: { version: group.version, ...bodyOf(changes) } })
          : groups.create({ body: bodyOf(values) }, once)
      }
      onSaved={() => {
        refresh();
        onClose();
      }}
      savedText={t(group ? 'agentGroups.saved' : 'agentGroups.added')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
      tools={
        group?.can.includes('delete') && (
          <IconButton icon={Trash2} size="small" label={t('agentGroups.delete')} onClick={() => remove.mutate()} />
        )
      }
    />
  );
}

/** Deletes at once and offers to take it back: a group holds nothing that could not be made again. */
function useRemoval(group: AgentGroup | null, onGone: () => void) {
  const { t } = useTranslation();
  const groups = useClient(agentGroupRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => {
      if (group) await groups.remove({ params: { id: group.id } });
    },
    onSuccess() {
      if (!group) return;
      toasts.done(t('agentGroups.deleted', { name: group.name }), () => {
        groups.create({ body: bodyOf(valuesOf(group)) }).then(
          () => queries.invalidateQueries({ queryKey: ['agent-groups'] }),
          (error: unknown) => toasts.failed(failureText(t, error)),
        );
      });
      onGone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
