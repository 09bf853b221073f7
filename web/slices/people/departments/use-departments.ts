/** The tree and moving in it: every move can be taken back. */
import { departmentRoutes, type Department } from '@bahu/contract/departments.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import type { Place } from './moves.ts';

export const treeKey = ['departments', 'tree'] as const;
interface Tree {
  items: Department[];
}

export function useTree() {
  const departments = useClient(departmentRoutes);
  return useQuery({ queryKey: treeKey, queryFn: ({ signal }) => departments.list({ signal }) });
}

/** Moves a department; the toast says where it went and takes it back. */
export function useMove() {
  const { t } = useTranslation();
  const departments = useClient(departmentRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const all = () => queries.getQueryData<Tree>(treeKey)?.items ?? [];
  const move = useMutation({
    mutationFn: ({ node, place }: { node: Department; place: Place; isUndo?: boolean }) =>
      departments.change({ params: { id: node.id }, body: { version: node.version, ...place } }),
    onSuccess(stored, { node, place, isUndo }) {
      void queries.invalidateQueries({ queryKey: treeKey });
      if (isUndo) return;
      const parent = all().find(({ id }) => id === place.parentId);
      const where = place.parentId === node.parentId ? 'reordered' : parent ? 'moved' : 'movedTop';
      const back = { parentId: node.parentId, position: node.position };
      const undo = () =>
        move.mutate({
          node: { ...stored, version: all().find(({ id }) => id === node.id)?.version ?? stored.version },
          place: back,
          isUndo: true,
        });
      toasts.done(t(`departments.${where}`, { name: node.name, parent: parent?.name ?? '' }), undo);
    },
    onError(error) {
      void queries.invalidateQueries({ queryKey: treeKey });
      toasts.failed(failureText(t, error));
    },
  });
  return (node: Department, place: Place | null): void => {
    if (place && node.can.includes('move') && !move.isPending) move.mutate({ node, place });
  };
}

export function useDelete(onDone: () => void) {
  const { t } = useTranslation();
  const departments = useClient(departmentRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (node: Department) => departments.remove({ params: { id: node.id } }),
    onSuccess(_, node) {
      toasts.done(t('departments.deleted', { name: node.name }));
      onDone();
      void queries.invalidateQueries({ queryKey: treeKey });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
