/** Writing down what a contact was about. The draft is kept until it is saved. */
import type { Customer } from '@bahu/contract/customers.ts';
import { Button, ConfigProvider } from 'antd';
import { StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../../../lib/format.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { FormSections } from '../../../ui/form/form-sections.tsx';
import { Keycap } from '../../../ui/marks.tsx';
import { ReminderField } from './reminder-field.tsx';
import { useFollowUp } from './use-follow-up.ts';

export function FollowUpForm({ customer, callId }: { customer: Customer | null; callId: string | null }) {
  const { t } = useTranslation();
  const draft = useFollowUp(customer, callId);
  const { form, sections, problem, save } = draft;
  useHotkey('Ctrl+Enter', save, form.isEditable && customer !== null);
  if (!form.isEditable) return null;
  const hasContent = form.values.content.trim() !== '';
  return (
    <>
      <div className="section-head">
        <StickyNote size={15} aria-hidden />
        <h2>{t('customers.followUp.title')}</h2>
        <span className="fill" />
        {form.keptAt !== null && hasContent && (
          <span className="hint small">{t('customers.followUp.draft', { time: clockTime(form.keptAt) })}</span>
        )}
      </div>
      <div className="scroll fill follow-up has-two-columns">
        <ConfigProvider componentSize="small">
          <FormSections form={form} sections={sections} />
        </ConfigProvider>
        <ReminderField draft={draft} />
        <div className="tone-alarm toned small" role="alert">
          {problem}
        </div>
      </div>
      <div className="section-foot">
        {customer ? (
          <Button
            type="primary"
            className="follow-up-save"
            disabled={form.isWaiting}
            loading={form.isSaving}
            onClick={save}
          >
            {t('customers.followUp.save')} <Keycap>Ctrl Enter</Keycap>
          </Button>
        ) : (
          <span className="hint">{t('customers.followUp.needsCustomer')}</span>
        )}
        {customer && form.keptAt !== null && (
          <Button onClick={() => form.discard()}>{t('customers.followUp.clear')}</Button>
        )}
      </div>
    </>
  );
}
