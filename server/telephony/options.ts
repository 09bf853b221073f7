/** What telephony is given by the composition. */
import type { Clock } from '../kernel/clock.ts';
import type { Db } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import type { FindCustomers } from './customer-lookup.ts';
import type { MediaNodeAddress, MediaNodeOptions } from './media-node.ts';
import type { Screens } from './publish.ts';

export interface TelephonyOptions {
  db: Db;
  /** For the session lock of the leases; the application's role. */
  databaseUrl: string;
  clock: Clock;
  log: Log;
  /** The media servers. Every company lives on one of them. */
  nodes: readonly MediaNodeAddress[];
  journalFolder: string;
  screens: Screens;
  findCustomers: FindCustomers;
  onDeskPhone: MediaNodeOptions['onDeskPhone'];
}
