/** Moving a node of a tree: the toast says where it went and takes it back. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useToasts } from '../toasts.tsx';
import type { Node, Place } from './moves.ts';

type Moved = Node & { readonly version: number };
interface Options<T extends Moved> {
  /** The query that has the whole tree. */
  queryKey: QueryKey;
  canMove: (node: T) => boolean;
  change: (node: T, place: Place) => Promise<T>;
  /** `parent` is null at the top level; `isReordered` among the siblings that it had. */
  said: (name: string, parent: string | null, isReordered: boolean) => string;
}

export function useMoves<T extends Moved>({ queryKey, canMove, change, said }: Options<T>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  const all = () => queries.getQueryData<{ items: T[] }>(queryKey)?.items ?? [];
  const move = useMutation({
    mutationFn: ({ node, place }: { node: T; place: Place; isUndo?: boolean }) => change(node, place),
    onSuccess(stored, { node, place, isUndo }) {
      void queries.invalidateQueries({ queryKey });
      if (isUndo) return;
      const parent = all().find(({ id }) => id === place.parentId);
      const back = { parentId: node.parentId, position: node.position };
      const undo = () =>
        move.mutate({
          node: { ...stored, version: all().find(({ id }) => id === node.id)?.version ?? stored.version },
          place: back,
          isUndo: true,
        });
      toasts.done(said(node.name, parent?.name ?? null, place.parentId === node.parentId), undo);
    },
    onError(error) {
      void queries.invalidateQueries({ queryKey });
      toasts.failed(failureText(t, error));
    },
  });
  return (node: T, place: Place | null): void => {
    if (place && canMove(node) && !move.isPending) move.mutate({ node, place });
  };
}
