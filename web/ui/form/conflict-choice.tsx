/** What somebody else saved of the same fields meanwhile: for each, one's own value or theirs. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { valueText } from './conflicts.ts';
import type { Section } from './fields.ts';
import type { EntityForm } from './use-entity-form.ts';
import './conflict-choice.css';

interface Props<V extends object> {
  form: EntityForm<V>;
  sections: readonly Section<V>[];
}

export function Conflicts<V extends object>({ form, sections }: Props<V>) {
  const { t } = useTranslation();
  const all = sections.flatMap(({ fields }) => fields);
  return (
    <div role="alert" className="form-notice tone-ringing conflicts">
      <p>{t('ui.form.bothChanged')}</p>
      <ul>
        {form.conflicts.map((name) => {
          const field = all.find((one) => one.name === name);
          const label = field?.label ?? name;
          const said = (value: unknown) => valueText(field, value) || t('ui.form.bothEmpty');
          const isSaid = valueText(field, form.values[name]) !== null && valueText(field, form.saved[name]) !== null;
          return (
            <li key={name}>
              <b>{label}</b>
              <Button size="small" onClick={() => form.settle(name, 'mine')}>
                {isSaid ? t('ui.form.mineIs', { value: said(form.values[name]) }) : t('ui.form.mine')}
              </Button>
              <Button size="small" onClick={() => form.settle(name, 'theirs')}>
                {isSaid ? t('ui.form.theirsIs', { value: said(form.saved[name]) }) : t('ui.form.theirs')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
