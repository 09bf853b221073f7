/** What an agent has written lately and may well write again. Pure. */
import { maskNumbersIn } from '@bahu/domain/numbers/mask.ts';

/** Few enough to be read at a glance, short enough to be one line. */
const [most, shortest, longest] = [3, 2, 24];

/** The latest notes, newest first, that are short, of one line, and about nobody's number. */
export function phrasesOf(notes: readonly string[]): string[] {
  const phrases = notes
    .map((note) => note.trim())
    .filter(
      (note) =>
        note.length >= shortest &&
        note.length <= longest &&
        !/[\n*]/.test(note) &&
        // Whose number it is, is of that customer alone.
        maskNumbersIn(note) === note,
    );
  return [...new Set(phrases)].slice(0, most);
}

/** A note with a phrase behind what was written. */
export function withPhrase(note: string, phrase: string, separator: string): string {
  const written = note.trimEnd();
  if (written === '') return phrase;
  return /[\p{P}\n]$/u.test(written) ? written + phrase : written + separator + phrase;
}
