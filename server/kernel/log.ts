/** Logs: one JSON line per fact, with tenant and call id where there are any. Telephone numbers are masked in every line. */
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * A run of 7 to 15 digits, with a plus or single spaces and hyphens as people write numbers. Hex words, the parts of a uuid and dates are none;
 * a JSON number is preceded by `":` and left alone, or the line would not be JSON any more.
 */
const phoneLike = /(?<!":|[\w.-])\+?\d(?:\d{6,14}|\d{1,3}(?:[ -]\d{3,4}){2,3}|\d{1,3} \d{2,4}(?: \d{4}){1,2})(?![\w-])/g;

/** Masks all telephone numbers of a text: the first three and the last two characters stay. */
export const maskPhones = (text: string): string =>
  text.replace(phoneLike, (number) => `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`);

/** The program's log. Masking sits at the very end, so that no call site can forget it. */
export function createLog(level: LogLevel, to: DestinationStream = process.stdout): Log {
  const masked: DestinationStream = { write: (line: string) => to.write(maskPhones(line)) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, masked);
}
