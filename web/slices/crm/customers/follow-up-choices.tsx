/** The choices of a follow-up: what about, how far, how it went. */
import { followUpChannels } from '@bahu/contract/customers.ts';
import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { stages } from './search.ts';
import type { FollowUpDraft } from './use-follow-up.ts';

const services = ['consult', 'order', 'after-sales', 'complaint', 'other'] as const;
const callStates = ['connected', 'no-answer', 'busy', 'refused', 'wrong-number', 'other'] as const;
const currentStates = ['open', 'processing', 'done'] as const;

export function FollowUpChoices({ form: { values, change } }: { form: FollowUpDraft }) {
  const { t } = useTranslation();
  return (
    <div className="follow-up-pair">
      <Choice
        label={t('customers.followUp.service')}
        isRequired
        value={values.serviceType}
        options={services.map((value) => ({ value, label: t(`customers.service.${value}`) }))}
        onChange={(serviceType) => change({ serviceType })}
      />
      <Choice
        label={t('customers.followUp.stage')}
        value={values.stage}
        options={(['', ...stages] as const).map((value) => ({ value, label: t(`customers.stage.${value}`) }))}
        onChange={(stage) => change({ stage })}
      />
      <Choice
        label={t('customers.followUp.callState')}
        value={values.callState}
        options={callStates.map((value) => ({ value, label: t(`customers.callState.${value}`) }))}
        onChange={(callState) => change({ callState })}
      />
      <Choice
        label={t('customers.followUp.currentState')}
        value={values.currentState}
        options={currentStates.map((value) => ({ value, label: t(`customers.currentState.${value}`) }))}
        onChange={(currentState) => change({ currentState })}
      />
      <Choice
        label={t('customers.followUp.channel')}
        value={values.channel}
        options={followUpChannels.map((value) => ({ value, label: t(`customers.channel.${value}`) }))}
        onChange={(channel) => change({ channel })}
      />
    </div>
  );
}

function Choice<V extends string>({
  label,
  value,
  options,
  isRequired,
  onChange,
}: {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  isRequired?: boolean;
  onChange: (value: V) => void;
}) {
  const id = useId();
  return (
    <div className="labelled">
      <FieldLabel id={id} label={label} isRequired={isRequired} />
      <Select id={id} size="small" value={value} options={options} onChange={onChange} />
    </div>
  );
}
