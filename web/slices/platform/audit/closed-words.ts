/** Words for values of closed lists, by the field that holds them: the log keeps `required`, its reader sees what the settings call it. */
import type { i18n } from 'i18next';

/** Where the words of a field's values stand, in the order in which they are looked for. */
const places: Readonly<Record<string, readonly string[]>> = {
  kind: ['users.kind', 'ui.jobs.subjects'],
  signInMethod: ['users.signInMethod'],
  openRanges: ['audit.ranges'],
  browserSound: ['settings.browserSounds'],
  secondFactor: ['settings.secondFactors'],
  order: ['agentGroups.orders'],
  events: ['webhooks.event'],
  event: ['webhooks.event'],
  onExisting: ['imports.onExisting'],
  title: ['customers.title'],
  stage: ['customers.stage'],
  agentState: ['phone.state'],
  reason: ['audit.reasons'],
};

/** Null: the field has no closed list, or this value is none of it. */
export function closedWord(texts: Pick<i18n, 'exists' | 't'>, field: string | undefined, value: string): string | null {
  const found = (places[field ?? ''] ?? []).map((place) => `${place}.${value}`).find((key) => texts.exists(key));
  return found === undefined ? null : texts.t(found as never);
}
