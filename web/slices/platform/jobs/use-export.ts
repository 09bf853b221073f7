/** Starts an export as a background job. */
import { exportRoutes, type NewExport } from '@bahu/contract/exports.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../lib/preferences.tsx';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

type Wanted = Pick<NewExport, 'kind' | 'format' | 'ids' | 'first' | 'columns'> & {
  filter: Readonly<Record<string, string | number | boolean | undefined>>;
};

export function useExport() {
  const exports = useClient(exportRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const { language } = usePreferences().preferences;
  return useMutation({
    mutationFn: ({ filter, ...wanted }: Wanted) =>
      exports.start({ body: { ...wanted, language, filter: withoutMissing(filter) } }),
    onSuccess() {
      toasts.done(t('ui.exports.started'));
      void queries.invalidateQueries({ queryKey: queryKeys.jobs });
    },
  });
}

const withoutMissing = (filter: Wanted['filter']): NewExport['filter'] =>
  Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
