/** The fields of records, fetched once for everybody who shows them; a change of one makes them old. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import { arrangedFields } from '@bahu/domain/fields/built-in.ts';
import { fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../lib/records.ts';
import { useClient } from '../../lib/services.tsx';

/** A definition as the rules know it. */
export const definitionOf = ({ fieldId, ...rest }: Field): FieldDef => ({ ...rest, id: fieldId });

/** All fields of an owner in their order, those that are built in among those that the company designed; `isPending` until its order is known. */
export function useFields(owner: FieldOwner): { fields: readonly FieldDef[]; isPending: boolean } {
  const client = useClient(fieldRoutes);
  const { data = fieldsOfOwner[owner].builtIn, isPending } = useQuery({
    queryKey: queryKeys.fields(owner),
    queryFn: async ({ signal }): Promise<readonly FieldDef[]> => {
      const { items, builtIn } = await client.list({ query: { owner } }, { signal });
      return arrangedFields(fieldsOfOwner[owner].builtIn, builtIn, items.map(definitionOf));
    },
    staleTime: 60_000,
  });
  return { fields: data, isPending };
}
