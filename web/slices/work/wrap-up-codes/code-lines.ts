/** The codes of a group as lines of its form. */
import { wrapUpLimits, type WrapUpCode } from '@bahu/contract/wrap-up-codes.ts';
import { nextActions } from '@bahu/domain/wrap-up/wrap-up.ts';
import type { TFunction } from 'i18next';
import { lineItems, type Field } from '../../../ui/form/fields.ts';
import { isNewLine, type Line } from '../../../ui/form/line-items.ts';

/** A line has an id also before its code has one. */
export type CodeLine = WrapUpCode & Line;
const blank = { name: '', nameEn: '', nextAction: 'none', afterMinutes: 30, isEnabled: true } as const;

export const codesField = <V extends { codes: readonly CodeLine[] }>(t: TFunction): Field<V> =>
  lineItems<V, CodeLine>({
    name: 'codes',
    label: t('wrapUpCodes.codes'),
    hint: t('wrapUpCodes.codesHint'),
    isWide: true,
    lines: {
      columns: [
        { kind: 'text', name: 'name', label: t('wrapUpCodes.name') },
        { kind: 'text', name: 'nameEn', label: t('wrapUpCodes.nameEn') },
        {
          kind: 'select',
          name: 'nextAction',
          label: t('wrapUpCodes.nextAction'),
          options: nextActions.map((value) => ({ value, label: t(`wrapUpCodes.actions.${value}`) })),
          width: 112,
        },
        { kind: 'number', name: 'afterMinutes', label: t('wrapUpCodes.afterMinutes'), width: 80 },
        { kind: 'switch', name: 'isEnabled', label: t('wrapUpCodes.isEnabled'), width: 56 },
      ],
      blank,
      maxLines: wrapUpLimits.codes,
      addText: t('wrapUpCodes.addCode'),
      nameOf: ({ name }) => name,
    },
  });

/** What is sent: new ones without an id, lines in which nothing was written not at all. */
export const codesOf = (lines: readonly CodeLine[]) =>
  lines
    .filter((line) => !isNewLine(line) || (line.name + line.nameEn).trim() !== '')
    .map(({ id, ...code }) => (isNewLine({ id }) ? code : { id, ...code }));
