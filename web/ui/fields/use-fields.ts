/** The fields that a company designed, fetched once for everybody who shows them; a change of one makes them old. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import { inOrder, type FieldDef, type FieldOwner } from '@bahu/domain/fields/field.ts';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../lib/records.ts';
import { useClient } from '../../lib/services.tsx';

/** A definition as the rules know it. */
export const definitionOf = ({ fieldId, ...rest }: Field): FieldDef => ({ ...rest, id: fieldId });

const none: readonly FieldDef[] = [];

/** The fields of an owner in their order; `isPending` until they are known. */
export function useFields(owner: FieldOwner): { fields: readonly FieldDef[]; isPending: boolean } {
  const client = useClient(fieldRoutes);
  const { data = none, isPending } = useQuery({
    queryKey: queryKeys.fields(owner),
    queryFn: async ({ signal }) =>
      inOrder((await client.list({ query: { owner } }, { signal })).items.map(definitionOf)),
    staleTime: 60_000,
  });
  return { fields: data, isPending };
}
