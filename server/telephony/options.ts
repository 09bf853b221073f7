/** What telephony is given by the composition. */
import type { Clock } from '../kernel/clock.ts';
import type { Db } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import type { AriAddress } from './ari/client.ts';
import type { FindCustomers } from './customer-lookup.ts';
import type { Screens } from './publish.ts';

export interface TelephonyOptions {
  db: Db;
  /** For the session lock of the leases; the application's role. */
  databaseUrl: string;
  clock: Clock;
  log: Log;
  ari: AriAddress;
  /** Where copies of SIP messages arrive and what proves them; null when the media server sends none. */
  sipCopies: { port: number; key: string } | null;
  voiceFolder: string;
  /** Where the media server writes the sound of legs. */
  rawFolder: string;
  journalFolder: string;
  /** Where browsers reach our audio, when that is not the media server's own choice. */
  mediaAddress: string | null;
  maxCalls: number;
  screens: Screens;
  findCustomers: FindCustomers;
  /** Whether there is room for recordings. */
  mayRecord: () => boolean;
}
