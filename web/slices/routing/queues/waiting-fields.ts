/** What callers meet while they wait in a queue, and where they go when that takes too long. */
import type { TFunction } from 'i18next';
import type { Field } from '../../../ui/form/fields.ts';
import type { Values } from './queue-form.ts';

export function waitingFields(t: TFunction): readonly Field<Values>[] {
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`queues.${name}`) });
  const overflows = (['voicemail', 'goodbye'] as const).map((value) => ({
    value,
    label: t(`queues.overflows.${value}`),
  }));
  return [
    { kind: 'number', ...of('maxWaitSeconds'), suffix: t('queues.seconds') },
    { kind: 'number', ...of('maxWaiting'), suffix: t('queues.callers'), hint: t('queues.hint.maxWaiting') },
    { kind: 'radio', ...of('overflow'), options: overflows, isRequired: true },
  ];
}
