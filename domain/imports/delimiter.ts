/** Which character parts the columns of a text. */

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How often each delimiter stands outside of quotes, line by line. Quotes may hold line ends. */
function countPerLine(text: string, delimiter: string): number[] {
  const counts: number[] = [0];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n') counts.push(0);
    else if (character === delimiter) counts[counts.length - 1]!++;
  }
  return counts;
}

/**
 * The delimiter of a text by its beginning (some kilobytes): the one that stands equally often in most lines, most columns first.
 * A comma when there is only one column.
 */
export function guessDelimiter(beginning: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = countPerLine(beginning, delimiter);
    const whole = counts.length > 1 ? counts.slice(0, -1) : counts;
    const [inHead = 0] = whole;
    if (inHead === 0) continue;
    const agreeing = whole.filter((count) => count === inHead).length / whole.length;
    const score = agreeing * 1000 + inHead;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
