/** The queues of the company as choices of a form or a filter. */
import type { TFunction } from 'i18next';
import { useTopic } from '../lib/services.tsx';
import type { Option } from './form/fields.ts';

/** None until they are known. */
export function useQueueOptions(): readonly Option[] {
  const queues = useTopic('queues')?.queues ?? [];
  return queues.map(({ queueId, name }) => ({ value: queueId, label: name }));
}

/** Beside them those of a record, which have a name also before the others are known. */
export const withOwnQueues = (
  queues: readonly Option[],
  own: { queueIds: readonly string[]; queueNames: readonly string[] } | null,
): readonly Option[] => {
  const known = new Set(queues.map(({ value }) => value));
  const named = (own?.queueIds ?? []).map((value, i) => ({ value, label: own!.queueNames[i]! }));
  return [...queues, ...named.filter(({ value }) => !known.has(value))];
};

/** The queues that a record is for, as a cell says them. */
export const queueWords = (t: TFunction, names: readonly string[]): string =>
  names.join(t('ui.separator')) || t('ui.noQueue');
