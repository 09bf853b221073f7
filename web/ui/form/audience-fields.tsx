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

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Fields for a form whose values have an audience; of a record there is, the names of its audience come with it. */
export function useAudienceFields<V extends AudienceValues>(
  permission: ScopedPermission,
): (named: readonly Named[]) => Field<V>[] {
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
  const reached = (data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const shared = (audience: 'departments' | 'people') => ({
    label: t(`ui.audience.${audience}`),
    isRequired: true,
    isShown: (values: V) => values.audience === audience,
  });
  return (named) => [
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
      options: [
        ...reached,
        // Out of reach by now, and still among those whom the record is for.
        ...named.flatMap(({ id, name }) =>
          reached.some(({ value }) => value === id) ? [] : [{ value: id, label: name }],
        ),
      ],
      isLoading: mayChoose && isPending,
    },
    { ...shared('people'), kind: 'remote', name: 'userIds', remote, isSeveral: true },
  ];
}
