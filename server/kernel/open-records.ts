/**
 * Records that other slices open by kind and id. The slice that has a kind offers it, so that one of an earlier area can ask for a call or a customer
 * without importing their slice.
 */
import type { Principal } from './auth/principal.ts';
import type { Tx } from './db.ts';

/** Every kind with what is found of it. The slice that has the kind adds it in its `index.ts`, as it adds its rows to `Tables`. */
export interface OpenRecords {}

export type OpenKind = keyof OpenRecords;
/** Finds a record that the reader may open; undefined when there is none such. */
type OpenRecord<Kind extends OpenKind> = (
  tx: Tx,
  reader: Principal,
  id: string,
) => Promise<OpenRecords[Kind] | undefined>;
export type Openers = { readonly [Kind in OpenKind]?: OpenRecord<Kind> };

const offered: { [Kind in OpenKind]?: OpenRecord<Kind> } = {};

/** Has these kinds opened from now on. For the composition alone. */
export function offerRecords(openers: Openers): void {
  Object.assign(offered, openers);
}

/**
 * A record that the reader may open, whichever slice has it; undefined when there is none such.
 * @throws Error when no slice offers the kind: a program put together without it would find nothing in silence.
 */
export function openRecord<Kind extends OpenKind>(
  tx: Tx,
  reader: Principal,
  kind: Kind,
  id: string,
): Promise<OpenRecords[Kind] | undefined> {
  const open: OpenRecord<Kind> | undefined = offered[kind];
  if (!open) throw new Error(`no slice offers ${kind}`);
  return open(tx, reader, id);
}
