/** The definitions as the designer changes them: with their versions, and in an order that moves at once. */
import { fieldRoutes, type BuiltIn, type Field } from '@bahu/contract/fields.ts';
import { arrangedFields } from '@bahu/domain/fields/built-in.ts';
import { fieldOwners, fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../../lib/api.ts';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { definitionOf } from '../../../ui/fields/use-fields.ts';
import { useToasts } from '../../../ui/toasts.tsx';

/** A field in the designer: by its id a designed one, by its key one that is built in. */
export interface FieldRow {
  readonly id: string;
  readonly field: FieldDef;
  /** Of a designed one. */
  readonly stored: Field | null;
  /** Of one that is built in: where it stands. */
  readonly place: BuiltIn | null;
}

function rowsOf(owner: FieldOwner, items: readonly Field[], builtIn: readonly BuiltIn[]): FieldRow[] {
  const byId = new Map(items.map((stored) => [stored.fieldId, stored]));
  return arrangedFields(fieldsOfOwner[owner].builtIn, builtIn, items.map(definitionOf)).map((field) => {
    const stored = field.builtIn ? null : byId.get(field.id)!;
    const place = field.builtIn ? (builtIn.find(({ key }) => key === field.key) ?? null) : null;
    return { id: stored?.id ?? field.key, field, stored, place };
  });
}

interface Order {
  readonly owner: FieldOwner;
  readonly ids: readonly string[];
}

const designedQuery = (client: Client<typeof fieldRoutes>, owner: FieldOwner) => ({
  queryKey: ['fields', `designed ${owner}`],
  queryFn: ({ signal }: { signal: AbortSignal }) => client.list({ query: { owner } }, { signal }),
});

/** Whose field it is: a link to a field says its id alone. */
export function useOwnerOf(id: string | undefined): FieldOwner | undefined {
  const client = useClient(fieldRoutes);
  const isWanted = id !== undefined && id !== 'new';
  const answers = useQueries({
    queries: fieldOwners.map((owner) => ({ ...designedQuery(client, owner), enabled: isWanted })),
  });
  return fieldOwners.find((_, at) => answers[at]?.data?.items.some((field) => field.id === id));
}

export function useDesigned(owner: FieldOwner) {
  const client = useClient(fieldRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const answer = useQuery(designedQuery(client, owner));
  // What is told of earlier steps meanwhile must not take the later ones back.
  const [asked, setAsked] = useState<Order | null>(null);
  const order = useMutation({
    mutationFn: (wanted: Order) => client.order({ body: { owner: wanted.owner, ids: [...wanted.ids] } }),
    // One order after the other, so that the last one counts.
    scope: { id: 'order of fields' },
    onError: (error) => toasts.failed(failureText(t, error)),
    async onSettled(_reply, _error, wanted) {
      await queries.invalidateQueries({ queryKey: ['fields'] });
      setAsked((last) => (last === wanted ? null : last));
    },
  });
  return {
    answer,
    /** All in their order. */
    rows: inAskedOrder(
      rowsOf(owner, answer.data?.items ?? [], answer.data?.builtIn ?? []),
      asked?.owner === owner ? asked.ids : null,
    ),
    refresh: () => void queries.invalidateQueries({ queryKey: ['fields'] }),
    arrange(ids: readonly string[]) {
      const wanted = { owner, ids };
      setAsked(wanted);
      order.mutate(wanted);
    },
  };
}

const inAskedOrder = (rows: readonly FieldRow[], asked: readonly string[] | null): readonly FieldRow[] =>
  asked ? rows.toSorted((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id)) : rows;
