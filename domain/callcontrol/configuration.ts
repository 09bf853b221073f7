/** What a tenant has set up for its calls. */
import type { Pause } from '../agents/pause.ts';
import type { Menu } from '../ivr/menu.ts';
import type { Home } from '../numbers/dial.ts';
import type { LinePlan } from '../numbers/line-digits.ts';
import type { LongDistance } from '../numbers/long-distance.ts';
import type { ClosedRange } from '../numbers/ranges.ts';
import type { QueueSettings } from '../queues/queue.ts';
import type { Dids } from './dids.ts';
import type { NumberList } from './screening.ts';

/** `callerId` is what its calls show when the tenant has set nothing. */
export interface Trunk {
  readonly id: string;
  readonly channels: number;
  readonly isEnabled: boolean;
  readonly callerId: string;
  readonly plan: LinePlan;
}

export interface Configuration {
  /** Active and not expired: may place and take calls. */
  readonly canCall: boolean;
  readonly licensedChannels: number;
  readonly utcOffsetMinutes: number;
  /** Agents see who supervises them. */
  readonly showsSupervision: boolean;
  /** What is said in consultations is kept, each in a recording of its own. */
  readonly keepsConsultations: boolean;
  readonly home: Home;
  /** Of calls that no agent dials; who would be asked is nobody then. */
  readonly longDistance: LongDistance;
  /** The area code, with its 0, of where a number belongs; empty where that is unknown. */
  readonly areaCodeOf: (number: string) => string;
  /** Closed ranges of numbers that the tenant has had opened. */
  readonly openRanges: readonly ClosedRange[];
  /** Lists of numbers with which there are no calls. */
  readonly numberLists: readonly NumberList[];
  /** The tenant's caller IDs, E.164, each with the only trunk that may show it; null for any. */
  readonly callerIds: ReadonlyMap<string, string | null>;
  readonly standardCallerId: string | null;
  readonly trunks: ReadonlyMap<string, Trunk>;
  readonly dids: Dids;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly queues: ReadonlyMap<string, QueueSettings>;
  /** Named reasons for being busy or away, by id. */
  readonly pauses: ReadonlyMap<string, Pause>;
  /** So many offers in a row that ring out at an agent make them busy; 0 for never. */
  readonly missedOffers: number;
  /** The department of a queue or a menu by its id, of a number by `<trunk id>/<number dialled>`; what has none is missing. */
  readonly departments: ReadonlyMap<string, string>;
}
