/** What turns values of fields into words: the reader's language and clock, and who the agents are. */
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import type { FieldLanguage } from '@bahu/domain/fields/separators.ts';
import type { Wording } from '@bahu/domain/fields/wire.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clockSeconds, isoDay } from '../../lib/format.ts';
import type { Option } from '../form/fields.ts';
import { choicesOf, namesOf } from '../people.ts';
import { usePeople } from '../use-people.ts';

export interface FieldWords extends Wording {
  /** Whom a field of agents offers, and who is disabled: those are only looked for. */
  readonly agents: readonly Option[];
}

/** 2026-01-05 16:30, with seconds where there are any. */
const momentText = (at: string): string => `${isoDay(at)} ${clockSeconds(at).replace(/:00$/, '')}`;

/**
 * Words for these fields in a language; the definition of both languages is there, whatever the page speaks. Agents are named in a field of any
 * type: it may have been one of agents.
 */
export function useFieldWords(fields: readonly Pick<FieldDef, 'type'>[], language?: FieldLanguage): FieldWords {
  const { t, i18n } = useTranslation();
  const { people, isWhole } = usePeople(fields.length > 0);
  const spoken = language ?? (i18n.language === 'en' ? 'en' : 'zh');
  return useMemo(
    () => ({
      language: spoken,
      moment: momentText,
      agentName: namesOf(people, isWhole ? t('ui.people.former') : t('ui.people.unnamed')),
      agents: choicesOf(people, (name) => t('ui.people.disabled', { name })),
    }),
    [people, isWhole, spoken, t],
  );
}
