/** What turns values of fields into words: the reader's language and clock, and who the agents are. */
import type { FieldLanguage } from '@bahu/domain/fields/separators.ts';
import type { Wording } from '@bahu/domain/fields/wire.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clockSeconds, isoDay } from '../../lib/format.ts';
import { idsIn, isPersonId, nameOf } from '../people.ts';
import type { Remote } from '../remote/remote.ts';
import { useKnownPeople, usePeople } from '../use-people.ts';

export interface FieldWords extends Wording {
  /** Whom a field of agents offers. */
  readonly people: Remote;
}

/** 2026-01-05 16:30, with seconds where there are any. */
const momentText = (at: string): string => `${isoDay(at)} ${clockSeconds(at).replace(/:00$/, '')}`;

/**
 * Words in a language, the reader's if none is said; the definition of both is there, whatever the page speaks. Agents are named who are in `values`, in
 * which a field of any type may have them: it may have been one of agents.
 */
export function useFieldWords(values: readonly unknown[] = [], language?: FieldLanguage): FieldWords {
  const { t, i18n } = useTranslation();
  const people = usePeople();
  const known = useKnownPeople(idsIn(values));
  const spoken = language ?? (i18n.language === 'en' ? 'en' : 'zh');
  return useMemo(
    () => ({
      language: spoken,
      moment: momentText,
      agentName: (id) => (isPersonId(id) ? nameOf(t, known(id)) : null),
      people,
    }),
    [people, known, spoken, t],
  );
}
