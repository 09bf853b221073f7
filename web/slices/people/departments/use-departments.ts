/** The tree and moving in it: every move can be taken back. */
import { departmentRoutes, type Department } from '@bahu/contract/departments.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useMoves } from '../../../ui/tree/use-moves.ts';

export const treeKey = ['departments', 'tree'] as const;
export function useTree() {
  const departments = useClient(departmentRoutes);
  return useQuery({ queryKey: treeKey, queryFn: ({ signal }) => departments.list({ signal }) });
}

export function useMove() {
  const { t } = useTranslation();
  const departments = useClient(departmentRoutes);
  return useMoves<Department>({
    queryKey: treeKey,
    canMove: ({ can }) => can.includes('move'),
    change: ({ id, version }, place) => departments.change({ params: { id }, body: { version, ...place } }),
    said(name, parent, isReordered) {
      const where = isReordered ? 'reordered' : parent === null ? 'movedTop' : 'moved';
      return t(`departments.${where}`, { name, parent: parent ?? '' });
    },
  });
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
