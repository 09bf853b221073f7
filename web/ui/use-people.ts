/** The people of the company for whoever names them or lets one be chosen: from the directory, and oneself also without it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../lib/records.ts';
import { useApi } from '../lib/services.tsx';
import { useMay, useMe } from '../lib/session.tsx';
import type { Option } from './form/fields.ts';
import { choicesOf, peopleOf, type Person } from './people.ts';
import { useDirectory } from './use-directory.ts';

interface People {
  people: readonly Person[];
  /** Whether everybody is among them who is there: an id that is not was deleted. */
  isWhole: boolean;
  isPending: boolean;
}

export function usePeople(isWanted = true): People {
  const reader = useReader();
  const isAsked = useMay('desk.use') && isWanted;
  const { data, isPending } = useDirectory(isAsked);
  const people = useMemo(() => peopleOf(data, reader), [data, reader]);
  return { people, isWhole: data !== undefined, isPending: isAsked && isPending };
}

/** Choices for a filter: everybody, because also who is disabled has customers and calls. */
export function usePeopleFilter() {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const reader = useReader();
  const mayAsk = useMay('desk.use');
  return {
    queryKey: [...queryKeys.directory, 'choices', i18n.language],
    queryFn: async (signal: AbortSignal): Promise<readonly Option[]> =>
      choicesOf(peopleOf(mayAsk ? await api.desk.directory({ signal }) : undefined, reader), (name) =>
        t('ui.people.disabled', { name }),
      ),
  };
}

/** The provider's operator in support is nobody of the company. */
function useReader(): Person | null {
  const { userId, name, extension, support } = useMe();
  return useMemo(
    () => (support ? null : { agentId: userId, name, extension, isEnabled: true }),
    [userId, name, extension, support],
  );
}
