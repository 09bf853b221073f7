/** What strangers try: the media server's security log, counted by kind, and handed to who guards the SIP port. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Log } from '../kernel/log.ts';
import { readSecurityLine, type SecurityEvent } from './sip/guard.ts';

export interface SecurityCounts {
  /** Refused tries by kind since the start: a wrong password, an unknown source, a malformed request. */
  read(): ReadonlyMap<string, number>;
  stop(): void;
}

const pollMs = 2000;
const largestRead = 1024 * 1024;
/** Everything that succeeds or only asks for credentials is no refusal. */
const harmless = new Set(['SuccessfulAuth', 'ChallengeSent']);

/** Watches a log that grows and is cut from time to time. A missing file is an engine that has nothing to tell. */
export function watchSecurityLog(file: string, log: Log, onEvent: (event: SecurityEvent) => void): SecurityCounts {
  const counts = new Map<string, number>();
  let position = 0;
  const poll = (): void => {
    const text = readFrom(file, position);
    if (text === null) return;
    position = text.end;
    for (const line of text.added.split('\n')) {
      const event = readSecurityLine(line, Date.now());
      if (event) onEvent(event);
    }
    for (const [, kind] of text.added.matchAll(/SecurityEvent="([A-Za-z]{1,40})"/g)) {
      if (harmless.has(kind!)) continue;
      counts.set(kind!, (counts.get(kind!) ?? 0) + 1);
      if (counts.get(kind!) === 1) log.warn({ kind }, 'a stranger was refused at the SIP port');
    }
  };
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

/** What was added behind `position`; from the start when the file was cut. */
function readFrom(file: string, position: number): { added: string; end: number } | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(handle);
    const from = size < position ? 0 : position;
    const buffer = Buffer.alloc(Math.min(largestRead, size - from));
    const read = readSync(handle, buffer, 0, buffer.length, from);
    const whole = buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
    return { added: buffer.toString('latin1', 0, whole), end: from + whole };
  } finally {
    closeSync(handle);
  }
}
