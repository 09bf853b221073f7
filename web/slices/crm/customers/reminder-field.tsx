/** When to be reminded of the customer again. */
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockTime, isoDay } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { DayField } from '../../../ui/day/day-field.tsx';
import { readDayTime } from '../../../ui/day/day-text.ts';
import { laterToday, type ReminderChoice } from './reminder.ts';
import type { FollowUpDraft } from './use-follow-up.ts';

export function ReminderField({ draft: { form, change } }: { draft: FollowUpDraft }) {
  const { t } = useTranslation();
  const { values } = form;
  const now = useNow();
  const later = laterToday(now);
  const words: readonly (readonly [ReminderChoice, string])[] = [
    ['soon', t('customers.followUp.in30')],
    ...(later === null ? [] : [['later', t('customers.followUp.later', { time: clockTime(later) })] as const]),
    ['tomorrow', t('customers.followUp.tomorrow')],
    ['custom', t('customers.followUp.custom')],
  ];
  return (
    <div className="labelled" role="group" aria-label={t('customers.followUp.remind')}>
      <span className="label">{t('customers.followUp.remind')}</span>
      <div className="chips">
        {words.map(([choice, word]) => {
          const isChosen = values.reminder === choice;
          return (
            <button
              key={choice}
              type="button"
              className="chip"
              aria-pressed={isChosen}
              onClick={() => change({ reminder: isChosen ? 'none' : choice })}
            >
              {isChosen && <Clock size={12} aria-hidden />}
              {word}
            </button>
          );
        })}
      </div>
      {values.reminder === 'custom' && (
        <DayField
          kind="date-time"
          size="small"
          label={t('customers.followUp.customLabel')}
          min={isoDay(now)}
          value={values.customReminder}
          onText={(text) => change({ customReminder: readDayTime(text) ? text : '' })}
        />
      )}
      {values.reminder !== 'none' && <span className="hint small">{t('customers.followUp.remindHint')}</span>}
    </div>
  );
}
