/** Which character parts the columns of a text. */

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * How often each delimiter stands outside of quotes, line by line; lines without any text are left out. Quotes may hold
 * line ends.
 */
function countPerLine(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let [count, isQuoted, isBlank] = [0, false, true];
  const endLine = (): void => {
    if (!isBlank) counts.push(count);
    [count, isBlank] = [0, true];
  };
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === '\n' && !isQuoted) endLine();
    else if (character !== '\r') isBlank = false;
    if (character === delimiter && !isQuoted) count++;
  }
  // The last line may be cut; it counts when it is the only one.
  if (counts.length === 0) endLine();
  return counts;
}

/** The number that occurs most often; of several the greatest. */
function mostCommon(counts: readonly number[]): { count: number; times: number } {
  let best = { count: 0, times: 0 };
  const times = new Map<number, number>();
  for (const count of counts) {
    const now = (times.get(count) ?? 0) + 1;
    times.set(count, now);
    if (now > best.times || (now === best.times && count > best.count)) best = { count, times: now };
  }
  return best;
}

/**
 * The delimiter of a text by its beginning (some kilobytes): the one that stands equally often in most lines, most
 * columns first. A title above the head has none and does not matter. A comma when there is only one column.
 */
export function guessDelimiter(beginning: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const lines = countPerLine(beginning, delimiter);
    const { count, times } = mostCommon(lines.filter((inLine) => inLine > 0));
    const score = (times / lines.length) * 1000 + Math.min(count, 200);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * A first line `sep=;`, by which Excel is told the delimiter: which one it names and how long the line is with its end.
 * Null when there is none.
 */
export function namedDelimiter(beginning: string): { delimiter: string; length: number } | null {
  const found = /^"?sep=([^"\r\n\p{L}\p{N}])"?(\r\n|\n|\r|$)/iu.exec(beginning);
  return found && { delimiter: found[1]!, length: found[0].length };
}
