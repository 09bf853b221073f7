/** Adding or changing a queue. */
import { departmentRoutes } from '@bahu/contract/departments.ts';
import { pageLimit } from '@bahu/contract/page.ts';
import { queueRoutes, type Queue } from '@bahu/contract/queues.ts';
import { skillRoutes } from '@bahu/contract/skills.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import type { TObject } from 'typebox';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { treeOf } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { GreetingButton } from '../../work/greetings/public.ts';
import { QueueLive } from './queue-live.tsx';
import { bodyOf, sectionsOf, start, valuesOf } from './queue-form.ts';

interface Props {
  /** Null for a new one. */
  queue: Queue | null;
  onClose: () => void;
  onReopen: () => void;
}

export function QueueEditor({ queue, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const queues = useClient(queueRoutes);
  const queries = useQueryClient();
  const mayManage = useMay('queue.manage');
  const choices = {
    people: usePeople(),
    skills: useSkills(),
    departments: useDepartments(),
    queues: useOtherQueues(queue),
    menus: useMenus(),
  };
  const refresh = () => void queries.invalidateQueries({ queryKey: ['queues'] });
  const done = () => {
    refresh();
    onClose();
  };
  const remove = useRemoval(queue, done);
  return (
    <EntityEditor
      name="queue"
      id={queue?.id ?? null}
      title={queue?.name ?? t('queues.create')}
      saved={queue ? valuesOf(queue) : start}
      schema={(queue ? queueRoutes.change.body : queueRoutes.create.body) as TObject}
      sections={sectionsOf(t, choices)}
      columns={2}
      isEditable={queue ? queue.can.includes('edit') : mayManage}
      needs={t('permissions.queue.manage')}
      save={(values, changes) =>
        queue
          ? queues.change({ params: { id: queue.id }, body: { version: queue.version, ...bodyOf(changes) } })
          : queues.create({ body: bodyOf(values) })
      }
      onSaved={done}
      savedText={t(queue ? 'queues.saved' : 'queues.added')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
      tools={
        queue && (
          <>
            <GreetingButton owner="queues" id={queue.id} />
            {queue.can.includes('delete') && (
              <IconButton icon={Trash2} size="small" label={t('queues.delete')} onClick={() => remove.mutate()} />
            )}
          </>
        )
      }
    >
      {queue && <QueueLive queue={queue} />}
    </EntityEditor>
  );
}

/** Where its callers can be sent on to. */
function useOtherQueues(queue: Queue | null) {
  const queues = useClient(queueRoutes);
  const answer = useQuery({
    queryKey: ['queues', 'choices'],
    queryFn: ({ signal }) => queues.list({ query: { limit: pageLimit.most } }, { signal }),
  });
  const others = (answer.data?.items ?? []).filter(({ id }) => id !== queue?.id);
  return { options: others.map(({ id: value, name: label }) => ({ value, label })), isLoading: answer.isPending };
}

/** Where its callers can choose anew. */
function useMenus() {
  const { desk } = useApi();
  const answer = useQuery({ queryKey: queryKeys.directory, queryFn: ({ signal }) => desk.directory({ signal }) });
  const menus = answer.data?.menus ?? [];
  return { options: menus.map(({ menuId: value, name: label }) => ({ value, label })), isLoading: answer.isPending };
}

/** The tree to choose from; null for whoever may not read it. */
function useDepartments() {
  const departments = useClient(departmentRoutes);
  const mayRead = useMay('department.read');
  const answer = useQuery({
    queryKey: ['departments', 'tree'],
    queryFn: ({ signal }) => departments.list({ signal }),
    enabled: mayRead,
  });
  return mayRead ? { options: treeOf(answer.data?.items ?? []), isLoading: answer.isPending } : null;
}

/** Those to choose from; null for whoever may not read them. */
function useSkills() {
  const { i18n } = useTranslation();
  const skills = useClient(skillRoutes);
  const mayRead = useMay('skill.read');
  const answer = useQuery({
    queryKey: ['skills', 'choices'],
    queryFn: ({ signal }) => skills.list({ query: { limit: pageLimit.most } }, { signal }),
    enabled: mayRead,
  });
  if (!mayRead) return null;
  const options = (answer.data?.items ?? []).map(({ id, name, nameEn }) => ({
    value: id,
    label: (i18n.language === 'en' && nameEn) || name,
  }));
  return { options, isLoading: answer.isPending };
}

/** Deletes at once and offers to take it back: what cannot be made again is refused. */
function useRemoval(queue: Queue | null, onGone: () => void) {
  const { t } = useTranslation();
  const queues = useClient(queueRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => {
      if (queue) await queues.remove({ params: { id: queue.id } });
    },
    onSuccess() {
      if (!queue) return;
      toasts.done(t('queues.deleted', { name: queue.name }), () => {
        queues.create({ body: bodyOf(valuesOf(queue)) }).then(
          () => queries.invalidateQueries({ queryKey: ['queues'] }),
          (error: unknown) => toasts.failed(failureText(t, error)),
        );
      });
      onGone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
