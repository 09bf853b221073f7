/** How parties are called on the screens: one place for bar and panel. */
import type { LiveParty } from '@bahu/contract/realtime.ts';
import type { TFunction } from 'i18next';

/** Name, the number of somebody unknown, or that it is withheld. */
export const nameOf = (t: TFunction, party: LiveParty): string =>
  party.name ?? (party.number || t('phone.line.withheld'));
/** Names as the language lists them. */
export const namesOf = (t: TFunction, parties: readonly LiveParty[]): string =>
  parties.map((party) => nameOf(t, party)).join(t('ui.separator'));
