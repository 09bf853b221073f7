/** Writing down what a contact was about. The draft is kept until it is saved. */
import type { Customer } from '@bahu/contract/customers.ts';
import { followUpFields } from '@bahu/domain/fields/follow-up-fields.ts';
import { Button, Input } from 'antd';
import { StickyNote } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../../../lib/format.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useMay } from '../../../lib/session.tsx';
import { Keycap } from '../../../ui/marks.tsx';
import { FollowUpChoices } from './follow-up-choices.tsx';
import { ReminderField } from './reminder-field.tsx';
import { useFollowUp } from './use-follow-up.ts';

export function FollowUpForm({ customer, callId }: { customer: Customer | null; callId: string | null }) {
  const { t } = useTranslation();
  const form = useFollowUp(customer, callId);
  const mayWrite = useMay('follow-up.create');
  const contentId = useId();
  useHotkey('Ctrl+Enter', form.save, mayWrite && customer !== null);
  if (!mayWrite) return null;
  return (
    <>
      <div className="section-head">
        <StickyNote size={15} aria-hidden />
        <h2>{t('customers.followUp.title')}</h2>
        <span className="fill" />
        {form.keptAt !== null && form.hasContent && (
          <span className="hint small">{t('customers.followUp.draft', { time: clockTime(form.keptAt) })}</span>
        )}
      </div>
      <div className="scroll fill follow-up">
        <FollowUpChoices form={form} />
        <div className="labelled">
          <label htmlFor={contentId}>
            {t('customers.followUp.content')}
            <span className="tone-alarm toned" aria-hidden>
              {' '}
              *
            </span>
          </label>
          <Input.TextArea
            id={contentId}
            rows={5}
            autoSize={{ minRows: 5, maxRows: 14 }}
            maxLength={followUpFields.content.most}
            placeholder={t('customers.followUp.contentHint')}
            status={form.problem && !form.hasContent ? 'error' : ''}
            value={form.values.content}
            onChange={(event) => form.change({ content: event.target.value })}
          />
          <div className="tone-alarm toned small" role="alert">
            {form.problem}
          </div>
        </div>
        <ReminderField form={form} />
      </div>
      <div className="section-foot">
        {customer ? (
          <Button type="primary" className="follow-up-save" loading={form.isSaving} onClick={form.save}>
            {t('customers.followUp.save')} <Keycap>Ctrl Enter</Keycap>
          </Button>
        ) : (
          <span className="hint">{t('customers.followUp.needsCustomer')}</span>
        )}
        {customer && form.keptAt !== null && <Button onClick={form.clear}>{t('customers.followUp.clear')}</Button>}
      </div>
    </>
  );
}
