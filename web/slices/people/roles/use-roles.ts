/** The roles, deleting one, and seeing as one. */
import { roleRoutes, type Role } from '@bahu/contract/roles.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { roleName } from '../../../lib/role-name.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export const rolesKey = ['roles', 'all'] as const;

export function useRoles() {
  const roles = useClient(roleRoutes);
  return useQuery({ queryKey: rolesKey, queryFn: ({ signal }) => roles.list({ signal }) });
}

export function useDeleteRole(onDone: () => void) {
  const { t } = useTranslation();
  const roles = useClient(roleRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (role: Role) => roles.remove({ params: { id: role.id } }),
    onSuccess(_, role) {
      toasts.done(t('roles.deleted', { name: roleName(t, role.name) }));
      onDone();
      void queries.invalidateQueries({ queryKey: rolesKey });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}

/** Everything is fetched anew as the role sees it; this page may not be among it, so it begins at the desk. */
export function useViewAs() {
  const { t } = useTranslation();
  const { session } = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (role: Role) => session.viewAs({ params: { id: role.id } }),
    async onSuccess(me) {
      await navigate({ to: '/' });
      queries.setQueryData(queryKeys.me, me);
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
