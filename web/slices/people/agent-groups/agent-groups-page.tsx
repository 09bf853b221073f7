/** Agent groups: list and editor. */
import { agentGroupRoutes, type AgentGroup } from '@bahu/contract/agent-groups.ts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { GroupEditor } from './group-editor.tsx';
import { agentGroupsShape } from './search.ts';

export function AgentGroupsPage() {
  const { t } = useTranslation();
  const groups = useClient(agentGroupRoutes);
  const columns = useColumns();
  const mayManage = useMay('agent-group.manage');
  const list = useList({
    name: 'agent-groups',
    shape: agentGroupsShape,
    columns,
    fetch: (query, options) => groups.list({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const create = mayManage && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('agentGroups.create')}
    </Button>
  );
  return (
    <ListPage
      list={list}
      what={t('agentGroups.what')}
      unit={t('agentGroups.unit')}
      filters={[
        { key: 'search', kind: 'text', label: t('agentGroups.searchLabel'), placeholder: t('agentGroups.search') },
        {
          key: 'enabled',
          kind: 'choice',
          label: t('agentGroups.state'),
          isAlways: true,
          options: [
            { value: true, label: t('agentGroups.enabled') },
            { value: false, label: t('agentGroups.disabled') },
          ],
        },
      ]}
      actions={create}
      onOpen={(group) => show(group.id)}
      empty={{ title: t('agentGroups.nothing'), hint: t('agentGroups.nothingHint'), action: create }}
      aside={
        open === 'new' ? (
          <GroupEditor key="new" group={null} onClose={() => show(undefined)} onReopen={() => show('new')} />
        ) : (
          open && (
            <OpenedRecord
              key={open}
              id={open}
              records="agent-groups"
              what={t('agentGroups.what')}
              known={list.answer.data?.items.find(({ id }) => id === open)}
              get={(id, options) => groups.get({ params: { id } }, options)}
              onClose={() => show(undefined)}
            >
              {(group) => <GroupEditor group={group} onClose={() => show(undefined)} onReopen={() => show(open)} />}
            </OpenedRecord>
          )
        )
      }
    />
  );
}

function useColumns(): readonly Column<AgentGroup>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('agentGroups.name'),
        width: 220,
        fixed: 'left',
        cell: (group) => <b className="cut">{group.name}</b>,
      },
      {
        key: 'order',
        title: t('agentGroups.order'),
        width: 112,
        cell: (group) => t(`agentGroups.orders.${group.order}`),
      },
      { key: 'count', title: t('agentGroups.count'), width: 80, align: 'right', cell: (group) => group.members.length },
      {
        key: 'members',
        title: t('agentGroups.members'),
        cell: (group) => (
          <span className="cut">{group.members.map(({ name }) => name).join(t('ui.separator')) || '—'}</span>
        ),
      },
      {
        key: 'state',
        title: t('agentGroups.state'),
        width: 88,
        cell: (group) =>
          group.isEnabled ? <Tag tone="ready">{t('agentGroups.enabled')}</Tag> : <Tag>{t('agentGroups.disabled')}</Tag>,
      },
      {
        key: 'note',
        title: t('agentGroups.note'),
        width: 240,
        isWideOnly: true,
        cell: (group) => <span className="cut">{group.note || '—'}</span>,
      },
    ],
    [t],
  );
}
