/**
 * What telephony is in trouble with although calls go on, in sentences for machines and with what people's texts
 * need.
 */
import type { Trouble, TroubleCode } from '@bahu/contract/status.ts';
import { countRefused } from './engine/journal.ts';

export interface TelephonyState {
  journalFolder: string;
  /** Batches of facts that neither the database nor the disk has. */
  inMemory: number;
  /** Codes of tenants whose calls nobody serves. */
  withoutEngine: readonly string[];
  /** Whether the media server keeps former owners out. */
  isFenced: boolean;
}

/** Nothing when all is well. */
export function telephonyTroubles({
  journalFolder: folder,
  inMemory,
  withoutEngine,
  isFenced,
}: TelephonyState): Trouble[] {
  const count = countRefused(folder);
  const tenants = withoutEngine.join(', ');
  const found: (Trouble | false)[] = [
    count > 0 &&
      trouble('journal.refused', `the database refused ${count} batches of facts; they are in ${folder}`, {
        count,
        folder,
      }),
    inMemory > 0 &&
      trouble('journal.in-memory', `${inMemory} batches of facts are kept in memory only`, { count: inMemory }),
    tenants !== '' && trouble('tenants.without-engine', `nobody serves the calls of ${tenants}`, { tenants }),
    !isFenced && trouble('media.unfenced', 'the media server cannot change credentials with its owner', {}),
  ];
  return found.filter((one) => one !== false);
}

const trouble = (code: TroubleCode, what: string, params: Trouble['params']): Trouble => ({ code, what, params });
