/** Logs: one JSON line per fact, with tenant and call id where there are any. Telephone numbers are masked in every line. */
import { writeSync } from 'node:fs';
import { plusSigns, unseen, withinNumber } from '@bahu/domain/numbers/characters.ts';
import pino, { type DestinationStream, type Logger } from 'pino';
import { errorCode } from './errors.ts';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * A run of 7 to 15 digits, with a plus or single spaces and hyphens as people write numbers. Hex words, the parts of a uuid
 * and dates are none; a JSON number is preceded by `":` and left alone, or the line would not be JSON any more.
 */
const digits = String.raw`\p{Nd}{2,4}`;
const plain = String.raw`\p{Nd}{7,15}|${digits}(?:[ -]\p{Nd}{3,4}){2,3}|${digits} ${digits}(?: \p{Nd}{4}){1,2}`;
/** Brackets, and every sign of a number that no word, date, address or JSON is made of. */
const sign = String.raw`(?:[()]|(?![\x00-\x7f])[${unseen}${withinNumber}])`;
const signed = String.raw`(?=[\p{Nd} -]{0,30}${sign})\p{Nd}(?:(?:[ -]|${sign}){0,5}\p{Nd}){6,14}`;
const phoneLike = new RegExp(
  String.raw`(?<!":|[\w.-]|\p{Nd})[${plusSigns}]?(?:${plain}|${signed})(?![\w-]|\p{Nd})`,
  'gu',
);

/** Masks all telephone numbers of a text: the first three and the last two characters stay. */
export const maskPhones = (text: string): string =>
  text.replace(phoneLike, (number) => {
    const characters = [...number];
    return [...characters.slice(0, 3), '*'.repeat(characters.length - 5), ...characters.slice(-2)].join('');
  });

const standardOutput = 1;
/**
 * Standard output, which as a rule is a file: on a full disk a line is lost, and the calls go on. Node's own stream would end the program, and be closed
 * for good where somebody prevents that. It is left what a slow terminal or pipe does not take at once.
 */
const output: DestinationStream = {
  write: (line: string) => {
    let rest: Uint8Array = Buffer.from(line);
    try {
      // What waits there comes before it.
      if (process.stdout.writableLength > 0) return void process.stdout.write(rest);
      while (rest.length > 0) rest = rest.subarray(writeSync(standardOutput, rest));
    } catch (error) {
      if (errorCode(error) === 'EAGAIN') process.stdout.write(rest);
    }
  },
};

/**
 * What libraries and threads print beside the log goes through Node's own streams: there, too, a full disk ends nothing. For the program alone, once.
 */
export function losePrinted(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** The program's log. Masking sits at the very end, so that no call site can forget it. */
export function createLog(level: LogLevel, to: DestinationStream = output): Log {
  const masked: DestinationStream = { write: (line: string) => to.write(maskPhones(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    masked,
  );
}
