/** For whom a record is, as fields of its form: everybody, departments, people, as far as the permission reaches. */
import { audiences, type Audience } from '@bahu/contract/audience.ts';
import { departmentRoutes } from '@bahu/contract/departments.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import { usePeople } from '../use-people.ts';
import type { Field } from './fields.ts';

export interface AudienceValues {
  audience: Audience;
  departmentIds: string[];
  userIds: string[];
}

/** Fields for a form whose values have an audience. */
export function useAudienceFields<V extends AudienceValues>(permission: ScopedPermission): Field<V>[] {
  const { t } = useTranslation();
  const departments = useClient(departmentRoutes);
  const mayChoose = useMay(permission);
  const { data, isPending } = useQuery({
    queryKey: ['reach', permission],
    queryFn: ({ signal }) => departments.reach({ params: { permission } }, { signal }),
    enabled: mayChoose,
    staleTime: 30_000,
  });
  const remote = usePeople({ permission });
  const shared = (audience: 'departments' | 'people') => ({
    label: t(`ui.audience.${audience}`),
    isRequired: true,
    isShown: (values: V) => values.audience === audience,
  });
  return [
    {
      kind: 'select',
      name: 'audience',
      label: t('ui.audience.label'),
      options: audiences.map((value) => ({
        value,
        label: t(`ui.audience.${value}`),
        isDisabled: value === 'all' && data?.isAll === false,
      })),
    },
    {
      ...shared('departments'),
      kind: 'multi-select',
      name: 'departmentIds',
      options: (data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
      isLoading: mayChoose && isPending,
    },
    { ...shared('people'), kind: 'remote', name: 'userIds', remote, isSeveral: true },
  ];
}
