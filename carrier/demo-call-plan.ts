/** A call that the simulated network places: what may be asked for, and the variables that its dialplan reads. Pure. */

/** A caller of the simulated network. Seconds count from the answer. */
export interface DemoCall {
  /** The number of ours that is called. */
  did: string;
  /** The number that calls. */
  caller: string;
  /** Keys to press, as RFC 4733 events; `w` waits half a second. `1` when nothing is said, `''` for none. */
  keys?: string;
  /** When the first key is pressed. */
  keysAfterSeconds?: number;
  /** The language that the caller speaks. */
  speech?: 'zh' | 'en';
  /** Speaks on until `seconds` instead of saying goodbye after about a minute. */
  stays?: boolean;
  /** Hangs up at the latest then. */
  seconds?: number;
  /** A tone of that many hertz instead of speech; for measurements. */
  tone?: number;
  /** Sends nothing, or what it hears, instead of speech; for measurements. */
  manner?: 'talk' | 'echo' | 'silent';
  /** An absolute path ending in .sln: what the caller hears is written there, 8 kHz, 16 bit, mono. */
  heard?: string;
}

/** A call that cannot be placed as asked. */
export class DemoCallError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DemoCallError';
  }
}

const number = /^\+?\d{3,15}$/;

/** The number as dialled and shown. Throws DemoCallError for anything but digits. */
export function checkedNumber(name: string, value: string): string {
  if (!number.test(value))
    throw new DemoCallError(`${name} must be 3 to 15 digits, with or without "+": ${JSON.stringify(value)}`);
  return value;
}

function within(name: string, value: number, from: number, to: number): number {
  if (!Number.isFinite(value) || value < from || value > to)
    throw new DemoCallError(`${name} must be from ${from} to ${to}: ${value}`);
  return value;
}

/** Channel variables for the dialplan of the caller. Only checked values: nothing of it can be read as more than a value. */
export function variablesOf(call: DemoCall): Record<string, string> {
  const keys = call.keys ?? '1';
  if (!/^[0-9*#wW]{0,40}$/.test(keys)) throw new DemoCallError(`keys must be 0-9, *, # and w: ${JSON.stringify(keys)}`);
  if (call.heard !== undefined && !/^\/[A-Za-z0-9_./-]{1,200}\.sln$/.test(call.heard))
    throw new DemoCallError(`heard must be a plain absolute path ending in .sln: ${JSON.stringify(call.heard)}`);
  return {
    BAHU_SECONDS: String(within('seconds', call.seconds ?? 120, 1, 3600)),
    BAHU_LANGUAGE: call.speech === 'en' ? 'en' : 'zh',
    BAHU_KEYS: keys,
    BAHU_KEYS_AFTER: String(within('keysAfterSeconds', call.keysAfterSeconds ?? 4, 0, 60)),
    BAHU_MANNER: mannerOf(call),
    BAHU_TONE: String(Math.round(within('tone', call.tone ?? 440, 100, 3500))),
    BAHU_HEARD: call.heard ?? '',
  };
}

function mannerOf(call: DemoCall): string {
  if (call.tone !== undefined) return 'tone';
  if (call.manner === 'echo' || call.manner === 'silent') return call.manner;
  return call.stays ? 'stay' : 'talk';
}
