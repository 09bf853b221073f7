/** Adding or changing a skill, with the levels of the agents who have it. */
import { skillLimits, skillRoutes, type Skill } from '@bahu/contract/skills.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Trash2 } from 'lucide-react';
import type { TObject } from 'typebox';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { lineItems, type Section } from '../../../ui/form/fields.ts';
import type { Line } from '../../../ui/form/line-items.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Remote } from '../../../ui/remote/remote.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';

interface LevelLine extends Line {
  level: number;
}
type Values = Pick<Skill, 'name' | 'nameEn'> & { agents: readonly LevelLine[] };
const start: Values = { name: '', nameEn: '', agents: [] };
const valuesOf = ({ name, nameEn, agents }: Skill): Values => ({
  name,
  nameEn,
  agents: agents.map(({ agentId, level }) => ({ id: agentId, level })),
});
/** What is sent: agents by their ids. */
const bodyOf = <V extends Partial<Values>>({ agents, ...values }: V) => ({
  ...values,
  ...(agents && { agents: agents.map(({ id, level }) => ({ agentId: id, level })) }),
});

interface Props {
  /** Null for a new one. */
  skill: Skill | null;
  onClose: () => void;
  onReopen: () => void;
}

export function SkillEditor({ skill, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const skills = useClient(skillRoutes);
  const queries = useQueryClient();
  const mayManage = useMay('skill.manage');
  const people = usePeople();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['skills'] });
  const done = () => {
    refresh();
    onClose();
  };
  const remove = useRemoval(skill, done);
  return (
    <EntityEditor
      name="skill"
      id={skill?.id ?? null}
      title={skill?.name ?? t('skills.create')}
      saved={skill ? valuesOf(skill) : start}
      schema={(skill ? skillRoutes.change.body : skillRoutes.create.body) as TObject}
      sections={sectionsOf(t, people)}
      isEditable={skill ? skill.can.includes('edit') : mayManage}
      needs={t('permissions.skill.manage')}
      save={(values, changes) =>
        skill
          ? skills.change({ params: { id: skill.id }, body: { version: skill.version, ...bodyOf(changes) } })
          : skills.create({ body: bodyOf(values) })
      }
      onSaved={done}
      savedText={t(skill ? 'skills.saved' : 'skills.added')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
      tools={
        skill?.can.includes('delete') && (
          <IconButton icon={Trash2} size="small" label={t('skills.delete')} onClick={() => remove.mutate()} />
        )
      }
    />
  );
}

const sectionsOf = (t: TFunction, people: Remote): readonly Section<Values>[] => [
  {
    fields: [
      { kind: 'text', name: 'name', label: t('skills.name') },
      { kind: 'text', name: 'nameEn', label: t('skills.nameEn'), hint: t('skills.nameEnHint') },
      lineItems<Values, LevelLine>({
        name: 'agents',
        label: t('skills.agents'),
        hint: t('skills.agentsHint'),
        isWide: true,
        lines: {
          columns: [
            { kind: 'shown', name: 'agent', label: t('skills.agents') },
            { kind: 'number', name: 'level', label: t('skills.level'), width: 72 },
          ],
          blank: { level: 1 },
          maxLines: skillLimits.agents,
          addText: t('skills.addAgent'),
          choices: { remote: people, lineOf: (id) => ({ id, level: 3 }) },
        },
      }),
    ],
  },
];

/** Deletes at once and offers to take it back: what queues need is refused. */
function useRemoval(skill: Skill | null, onGone: () => void) {
  const { t } = useTranslation();
  const skills = useClient(skillRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => {
      if (skill) await skills.remove({ params: { id: skill.id } });
    },
    onSuccess() {
      if (!skill) return;
      toasts.done(t('skills.deleted', { name: skill.name }), () => {
        skills.create({ body: bodyOf(valuesOf(skill)) }).then(
          () => queries.invalidateQueries({ queryKey: ['skills'] }),
          (error: unknown) => toasts.failed(failureText(t, error)),
        );
      });
      onGone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
