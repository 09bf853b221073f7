/** What an action on many customers is for, and what is said when it was done or has begun. */
import type { bulkCustomerRoutes, BulkReply } from '@bahu/contract/bulk-customers.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { count as shown } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useToasts } from '../../../ui/toasts.tsx';

export interface BulkTarget {
  readonly selection: Input<typeof bulkCustomerRoutes.assign>['body']['selection'];
  readonly count: number;
  /** Nobody counted so far. */
  readonly isAbout: boolean;
}

/** For how many it is, as texts say it: 3,684 or about 10,000. */
export function useNumberWords({ count, isAbout }: BulkTarget): { count: number; number: string } {
  const { t } = useTranslation();
  return { count, number: t(isAbout ? 'bulkCustomers.totalAbout' : 'bulkCustomers.total', { total: shown(count) }) };
}

export interface DialogProps {
  target: BulkTarget;
  onClose: () => void;
  /** Nothing is selected any more. */
  onDone: () => void;
}

/** Says what came of it, with a way back where there is one, and has what shows customers fetched again. */
export function useTold(
  { onClose, onDone }: Pick<DialogProps, 'onClose' | 'onDone'>,
  undo?: () => void,
): (reply: BulkReply) => void {
  const queries = useQueryClient();
  const toasts = useToasts();
  const wordsOf = useReplyWords();
  return (reply) => {
    toasts.done(wordsOf(reply), reply.done > 0 ? undo : undefined);
    for (const queryKey of [queryKeys.jobs, ['customers'], ['deleted-customers'], ['todos']])
      void queries.invalidateQueries({ queryKey });
    onDone();
    onClose();
  };
}

export function useReplyWords(): (reply: BulkReply) => string {
  const { t } = useTranslation();
  return ({ job, done, outOfReach, locked, overLimit, notDone }) =>
    job
      ? t('bulkCustomers.started')
      : [
          t('bulkCustomers.done', { count: done }),
          outOfReach > 0 && t('bulkCustomers.skipped', { count: outOfReach }),
          locked > 0 && t('bulkCustomers.locked', { count: locked }),
          overLimit > 0 && t('bulkCustomers.overLimit', { count: overLimit }),
          notDone > 0 && t('bulkCustomers.notDone', { count: notDone }),
        ]
          .filter(Boolean)
          .join(' · ');
}
