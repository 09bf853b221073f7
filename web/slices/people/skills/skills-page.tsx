/** Skills: list and editor. */
import { skillRoutes, type Skill } from '@bahu/contract/skills.ts';
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
import { skillsShape } from './index.ts';
import { SkillEditor } from './skill-editor.tsx';

export function SkillsPage() {
  const { t } = useTranslation();
  const skills = useClient(skillRoutes);
  const columns = useColumns();
  const mayManage = useMay('skill.manage');
  const list = useList({
    name: 'skills',
    shape: skillsShape,
    columns,
    fetch: (query, options) => skills.list({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const create = mayManage && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('skills.create')}
    </Button>
  );
  return (
    <ListPage
      list={list}
      what={t('skills.what')}
      unit={t('skills.unit')}
      filters={[{ key: 'search', kind: 'text', label: t('skills.searchLabel'), placeholder: t('skills.name') }]}
      actions={create}
      onOpen={(skill) => show(skill.id)}
      empty={{ title: t('skills.nothing'), hint: t('skills.nothingHint'), action: create }}
      aside={
        open === 'new' ? (
          <SkillEditor key="new" skill={null} onClose={() => show(undefined)} onReopen={() => show('new')} />
        ) : (
          open && (
            <OpenedRecord
              key={open}
              id={open}
              records="skills"
              what={t('skills.what')}
              known={list.answer.data?.items.find(({ id }) => id === open)}
              get={(id, options) => skills.get({ params: { id } }, options)}
              onClose={() => show(undefined)}
            >
              {(skill) => <SkillEditor skill={skill} onClose={() => show(undefined)} onReopen={() => show(open)} />}
            </OpenedRecord>
          )
        )
      }
    />
  );
}

function useColumns(): readonly Column<Skill>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('skills.name'),
        width: 180,
        fixed: 'left',
        cell: ({ name }) => <b className="cut">{name}</b>,
      },
      { key: 'nameEn', title: t('skills.nameEn'), width: 180, cell: ({ nameEn }) => nameEn || '—' },
      {
        key: 'agents',
        title: t('skills.agents'),
        cell: ({ agents }) => (
          <span className="cut">
            {agents.map(({ name, level }) => `${name} ${level}`).join(t('ui.separator')) || '—'}
          </span>
        ),
      },
    ],
    [t],
  );
}
