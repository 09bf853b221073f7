/** Words of an import: fields by language, reasons. */
import type { Import, importRoutes } from '@bahu/contract/imports.ts';
import type { Reply } from '@bahu/contract/route.ts';
import { useTranslation } from 'react-i18next';

export type Row = Reply<typeof importRoutes.rows>['items'][number];
type CellErrorAt = Row['errors'][number];

/** A field's names begin with the Chinese and the English head of the template. */
export function fieldName(found: Pick<Import, 'fields'>, key: string, language: string): string {
  const names = found.fields.find((field) => field.key === key)?.names ?? [];
  return names[language.startsWith('en') ? 1 : 0] ?? names[0] ?? key;
}

export function useReason(): (cellError: Pick<CellErrorAt, 'reason'> & { params?: CellErrorAt['params'] }) => string {
  const { t } = useTranslation();
  const known: Readonly<Record<string, string>> = t('imports.reasons', { returnObjects: true });
  const ofNumbers: Readonly<Record<string, unknown>> = t('numbers', { returnObjects: true });
  return ({ reason, params = {} }) => {
    const number = numberError(reason);
    if (number !== null && number in ofNumbers) return t(`numbers.${number}` as 'numbers.decimal', params);
    return reason in known
      ? t(`imports.reasons.${reason}` as 'imports.reasons.required', params)
      : t('imports.otherReason');
  };
}

/** What is wrong with a number, for the reasons that are about one. */
const numberError = (reason: string): string | null =>
  reason.startsWith('phone-') ? reason.slice('phone-'.length) : null;

/** What is to be known of a cell whose row is imported all the same; as the reason where it has no words of its own. */
export function useWarning(): (warning: CellErrorAt) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const known: Readonly<Record<string, string>> = t('imports.warning', { returnObjects: true });
  return (warning) =>
    warning.reason in known
      ? t(`imports.warning.${warning.reason}` as 'imports.warning.error-value', warning.params)
      : reasonOf(warning);
}

/** A reason of many rows at once: without the line or the limit of one of them. */
export function useReasonKind(): (reason: string) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const general: Readonly<Record<string, string>> = t('imports.reasonKinds', { returnObjects: true });
  const ofNumbers: Readonly<Record<string, string>> = t('numbers.kinds', { returnObjects: true });
  return (reason) => general[reason] ?? ofNumbers[numberError(reason) ?? ''] ?? reasonOf({ reason });
}
