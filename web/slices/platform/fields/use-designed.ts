/** The definitions as the designer changes them: with their versions, and in an order that moves at once. */
import { fieldRoutes, type BuiltIn, type Field } from '@bahu/contract/fields.ts';
import { arrangedFields } from '@bahu/domain/fields/built-in.ts';
import type { FieldDef, FieldOwner } from '@bahu/domain/fields/field.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  return arrangedFields(owner, builtIn, items.map(definitionOf)).map((field) => {
    const stored = field.builtIn ? null : byId.get(field.id)!;
    const place = field.builtIn ? (builtIn.find(({ key }) => key === field.key) ?? null) : null;
    return { id: stored?.id ?? field.key, field, stored, place };
  });
}

export function useDesigned(owner: FieldOwner) {
  const client = useClient(fieldRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const answer = useQuery({
    queryKey: ['fields', `designed ${owner}`],
    queryFn: ({ signal }) => client.list({ query: { owner } }, { signal }),
  });
  // What is told of earlier steps meanwhile must not take the later ones back.
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const order = useMutation({
    mutationFn: (ids: readonly string[]) => client.order({ body: { owner, ids: [...ids] } }),
    // One order after the other, so that the last one counts.
    scope: { id: `order of ${owner}` },
    onError: (error) => toasts.failed(failureText(t, error)),
    async onSettled(_reply, _error, ids) {
      await queries.invalidateQueries({ queryKey: ['fields'] });
      setAsked((last) => (last === ids ? null : last));
    },
  });
  return {
    answer,
    /** All in their order. */
    rows: inAskedOrder(rowsOf(owner, answer.data?.items ?? [], answer.data?.builtIn ?? []), asked),
    refresh: () => void queries.invalidateQueries({ queryKey: ['fields'] }),
    arrange(ids: readonly string[]) {
      setAsked(ids);
      order.mutate(ids);
    },
  };
}

const inAskedOrder = (rows: readonly FieldRow[], asked: readonly string[] | null): readonly FieldRow[] =>
  asked ? rows.toSorted((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id)) : rows;
