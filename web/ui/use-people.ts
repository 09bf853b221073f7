/** The people of the company for whoever names them or lets one be chosen: nobody is loaded who is not shown. */
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { peopleLimits } from '@bahu/contract/search.ts';
import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { batched } from '../lib/batched.ts';
import { queryKeys } from '../lib/records.ts';
import { useApi, type Api } from '../lib/services.tsx';
import { useMay } from '../lib/session.tsx';
import { isPersonId, isPersonKey, nameOf, optionOf, type KnownPerson } from './people.ts';
import type { Remote } from './remote/remote.ts';

const oldAfterMs = 60_000;
const askedAgainAfterMs = 10_000;
/** As good as somebody out of sight: nothing is said of them but that they are an agent. */
const unknown: KnownPerson = { person: null, isWhole: false };

const askers = new WeakMap<Api, (key: string) => Promise<KnownPerson>>();

/** Asks for the people that all who are on the screen want to name by one request. */
function askerOf(api: Api): (key: string) => Promise<KnownPerson> {
  const made =
    askers.get(api) ??
    batched<KnownPerson>(async (keys) => {
      const { items, isWhole } = await api.search.people({ query: { of: keys.join(',') } });
      const known = new Map(
        items.flatMap((person) => [[person.id, person] as const, [person.extension, person] as const]),
      );
      return (key) => ({ person: known.get(key) ?? null, isWhole });
    }, peopleLimits.named);
  askers.set(api, made);
  return made;
}

const naming = (api: Api, key: string) => ({
  queryKey: queryKeys.person(key),
  queryFn: () => askerOf(api)(key),
  staleTime: oldAfterMs,
  // A name that could not be asked for is not missing for as long as its page is open.
  refetchInterval: ({ state }: { state: { status: string } }) => state.status === 'error' && askedAgainAfterMs,
});

const knownOf = (answers: readonly UseQueryResult<KnownPerson>[]): readonly (KnownPerson | undefined)[] =>
  answers.map(({ data, isError }) => data ?? (isError ? unknown : undefined));

/** What is known of the people with these ids and extensions; undefined until it is. */
export function useKnownPeople(keys: readonly string[]): (key: string) => KnownPerson | undefined {
  const api = useApi();
  const wanted = [...new Set(keys)].filter(isPersonKey).join();
  const asked = useMemo(() => (wanted === '' ? [] : wanted.split(',')), [wanted]);
  const known = useQueries({ queries: asked.map((key) => naming(api, key)), combine: knownOf });
  return useMemo(() => {
    const byKey = new Map(asked.map((key, index) => [key, known[index]]));
    return (key) => byKey.get(key);
  }, [asked, known]);
}

/** The name behind the extension of an internal call; null for one that is nobody's. */
export const useColleagueName = (extension: string | null): string | null =>
  useKnownPeople(extension === null ? [] : [extension])(extension ?? '')?.person?.name ?? null;

interface Choice {
  /** Those alone over whom the reader holds it; everybody whom the reader knows, where they do not hold it. */
  permission?: ScopedPermission;
  /** Also who is disabled: they have customers and calls. */
  withDisabled?: boolean;
  /** Who is no choice. */
  except?: string | undefined;
}

/** Choices of people. */
export function usePeople({ permission, withDisabled = false, except }: Choice = {}): Remote {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const holds = useMay(permission ?? 'desk.use');
  const asked = holds ? permission : undefined;
  return useMemo(
    () => ({
      keyOf: (text) => queryKeys.people({ text, permission: asked, withDisabled }),
      async find(text, signal) {
        const query = {
          search: text,
          ...(asked && { for: asked }),
          ...(!withDisabled && { enabled: true }),
        };
        const { items, isMore } = await api.search.people({ query }, { signal });
        // Whoever is chosen of them is named without being asked for again.
        for (const person of items)
          queries.setQueryData<KnownPerson>(queryKeys.person(person.id), { person, isWhole: true });
        return { options: items.filter(({ id }) => id !== except).map((person) => optionOf(t, person)), isMore };
      },
      // What was left of another type of field is shown as it is.
      naming: (value) => ({
        ...naming(api, value),
        ...(!isPersonId(value) && { queryFn: async () => unknown }),
        select(answer) {
          if (!isPersonId(value)) return { value, label: value };
          const known = answer as KnownPerson;
          return known.person ? optionOf(t, known.person) : { value, label: nameOf(t, known) };
        },
      }),
      hint: t('ui.people.hint'),
    }),
    [t, api, queries, asked, withDisabled, except],
  );
}
