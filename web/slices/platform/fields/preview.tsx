/** What the fields look like, in both languages at once: a row of the list, and the form. Nothing in it can be used. */
import { inOrder, isInList, type FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { fieldColumns } from '../../../ui/fields/field-columns.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { fieldName, formValue } from '../../../ui/fields/form-values.ts';
import { FormField } from '../../../ui/form/control.tsx';
import type { EntityForm } from '../../../ui/form/use-entity-form.ts';
import { classes } from '../../../ui/marks.tsx';
import { Speaking } from '../../../ui/speaking.tsx';
import { sampleOf } from './samples.ts';

interface Props {
  fields: readonly FieldDef[];
  /** The field that is being edited. */
  openId: string | undefined;
}
type Shown = Record<string, unknown>;

export function FieldPreview({ fields, openId }: Props) {
  const { t } = useTranslation();
  const ordered = inOrder(fields);
  return (
    <section className="field-preview scroll" tabIndex={0} aria-label={t('fieldDesign.preview.title')}>
      <h2 className="field-preview-title">{t('fieldDesign.preview.title')}</h2>
      {fields.length === 0 ? (
        <p className="hint">{t('fieldDesign.preview.empty')}</p>
      ) : (
        <div className="field-preview-both">
          {(['zh', 'en'] as const).map((language) => (
            <Picture key={language} language={language} fields={ordered} openId={openId} />
          ))}
        </div>
      )}
    </section>
  );
}

function Picture({ language, fields, openId }: Props & { language: 'zh' | 'en' }) {
  const { t } = useTranslation();
  return (
    <div className="field-picture">
      <h3>{t(`fieldDesign.preview.${language}`)}</h3>
      {!fields.some(isInList) && <p className="hint small">{t('fieldDesign.preview.noColumn')}</p>}
      <div lang={language === 'zh' ? 'zh-CN' : 'en'} inert>
        <Speaking language={language === 'zh' ? 'zh-CN' : 'en'} parts={pictureParts}>
          <Pictured language={language} fields={fields} openId={openId} />
        </Speaking>
      </div>
    </div>
  );
}

/** Whatever controls and cells say. */
const pictureParts = ['common', 'ui', 'app'] as const;

function Pictured({ language, fields, openId }: Props & { language: 'zh' | 'en' }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const words = useFieldWords([], language);
  const { userId, support } = useMe();
  // The provider's operator in support is nobody of the company.
  const agent = support ? undefined : userId;
  const sample = useMemo(() => {
    const now = clock.now();
    return Object.fromEntries(
      fields.map((field) => [field.id, sampleOf(field, language, { now, ...(agent && { agent }) })]),
    );
  }, [clock, fields, language, agent]);
  const columns = fieldColumns<typeof sample>(fields, words, {
    masksNumbers: false,
    valueOf: (row, { id }) => row[id],
  }).filter(({ isOptional }) => !isOptional);
  const opened = fields.find(({ id }) => id === openId);
  const form = pictureForm(
    Object.fromEntries(fields.map((field) => [fieldName(field), formValue(field, sample[field.id], words)])),
  );
  const sections = fieldSections<Shown>(fields, form.values, words, t('ui.form.more'));
  return (
    <>
      <div className="field-picture-row">
        <table className="data-table">
          <thead>
            <tr>
              {columns.map(({ key, title, width, align }) => (
                <th
                  key={key}
                  ref={(head) =>
                    void (
                      (key === `field.${openId}` || key === openId) &&
                      head?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
                    )
                  }
                  style={{ width }}
                  className={classes(align === 'right' && 'right')}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {columns.map(({ key, cell, align }) => (
                <td key={key} className={classes(align === 'right' && 'right')}>
                  {cell(sample)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {sections.map(({ title, fields: shown }, index) => (
        <fieldset key={title ?? index} className="form-section">
          {title && shown.length > 0 && <legend>{title}</legend>}
          {shown.map((field) => (
            <div
              key={field.name}
              className={classes(opened !== undefined && field.name === fieldName(opened) && 'is-pictured')}
            >
              <FormField form={form} field={field} />
            </div>
          ))}
        </fieldset>
      ))}
    </>
  );
}

/** A form that only shows. */
const pictureForm = (values: Shown): EntityForm<Shown> => ({
  saved: values,
  conflicts: [],
  settle: () => undefined,
  values,
  sections: [],
  changes: {},
  changedCount: 0,
  errors: {},
  isEditable: true,
  isSaving: false,
  canSave: false,
  draftAt: null,
  keptAt: null,
  round: 0,
  isOutdated: false,
  change: () => undefined,
  hold: () => undefined,
  isWaiting: false,
  linesSchemaOf: () => ({ properties: {} }),
  isRequired: (field) => field.isRequired === true,
  maxLengthOf: () => undefined,
  emptyOf: () => '',
  save: () => undefined,
  saveAsPart: async () => null,
  discard: () => () => undefined,
  showLatest: () => undefined,
});
