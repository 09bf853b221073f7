/** What unknown addresses try: the media server's security log, counted by kind, and handed to who guards the SIP port. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Log } from '../kernel/log.ts';
import { readSecurityLine, type SecurityEvent } from './sip/guard.ts';

export interface SecurityCounts {
  /** Refused tries by kind since this process started: a wrong password, an unknown source, a malformed request. */
  read(): ReadonlyMap<string, number>;
  stop(): void;
}

const pollMs = 2000;
const largestRead = 1024 * 1024;
/** Everything that succeeds or only asks for credentials is no refusal. */
const harmless = new Set(['SuccessfulAuth', 'ChallengeSent']);

/**
 * Watches a log that grows and is cut from time to time. A missing file is an engine that has nothing to tell. The
 * engine and its log outlive this process: what is there already is not counted, and its end alone is handed on, with
 * its age, so that who signed in rightly is still known.
 */
export function watchSecurityLog(file: string, log: Log, onEvent: (event: SecurityEvent) => void): SecurityCounts {
  const counts = new Map<string, number>();
  const before = readFrom(file, 'last');
  let position = before?.end ?? 0;
  const handOn = (lines: string): void => {
    for (const line of lines.split('\n')) {
      const event = readSecurityLine(line, Date.now());
      if (event) onEvent(event);
    }
  };
  const poll = (): void => {
    const text = readFrom(file, position);
    if (text === null) return;
    position = text.end;
    handOn(text.added);
    for (const [, kind] of text.added.matchAll(/SecurityEvent="([A-Za-z]{1,40})"/g)) {
      if (harmless.has(kind!)) continue;
      counts.set(kind!, (counts.get(kind!) ?? 0) + 1);
      if (counts.get(kind!) === 1) log.warn({ kind }, 'a stranger was refused at the SIP port');
    }
  };
  handOn(before?.added ?? '');
  const timer = setInterval(poll, pollMs);
  timer.unref();
  return {
    read: () => {
      poll();
      return counts;
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * The whole lines behind `position`; from the start when the file was cut. `last`: the end of the file, as much as is
 * read at once.
 */
function readFrom(file: string, position: number | 'last'): { added: string; end: number } | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(handle);
    const from = position === 'last' ? Math.max(0, size - largestRead) : size < position ? 0 : position;
    const buffer = Buffer.alloc(Math.min(largestRead, size - from));
    const read = readSync(handle, buffer, 0, buffer.length, from);
    const whole = buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
    return { added: buffer.toString('latin1', 0, whole), end: from + whole };
  } finally {
    closeSync(handle);
  }
}
