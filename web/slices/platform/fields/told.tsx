/** Tells the page what is typed in an editor beside it, for the picture of it. */
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useEffect } from 'react';

/** What is typed, and of which field: its id or key, or `new`. */
export interface Draft {
  readonly of: string;
  readonly part: Partial<FieldDef>;
}

export function Told({ of, part, onDraft }: Draft & { onDraft: (draft: Draft) => void }) {
  const text = JSON.stringify(part);
  useEffect(() => onDraft({ of, part: JSON.parse(text) as Draft['part'] }), [of, text, onDraft]);
  return null;
}
