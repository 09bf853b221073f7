/** Texts that a spreadsheet program would take for a formula (CSV injection, OWASP), made harmless and back again. */

const dangerous = /^[=+\-@\t\r\n＝＋－＠]/u;
/** A number, a telephone number or a masked one begins with a sign and calculates nothing. */
const numeric = /^[+-]?[0-9][0-9 ().*,-]*$/;

/** A text for a csv cell: an apostrophe goes before what would be a formula; telephone numbers stay as they are. */
export const defuse = (text: string): string => (isHarmless(text) ? text : `'${text}`);

/** What `defuse` was given. A text that had its own apostrophe before a sign keeps it. */
export function undefuse(text: string): string {
  const rest = text.slice(1);
  return text.startsWith("'") && !isHarmless(rest) ? rest : text;
}

/** Apostrophes before a formula are doubled by `defuse`, or they would be lost on the way back. */
function isHarmless(text: string): boolean {
  const bare = text.replace(/^'+/, '');
  return !dangerous.test(bare) || numeric.test(bare);
}

/** The text inside of `="…"`, the trick by which a csv file keeps a spreadsheet program from taking it for a number; null for any other cell. */
export function quotedByFormula(text: string): string | null {
  const found = /^\s*=\s*"((?:[^"]|"")*)"\s*$/.exec(text);
  return found && found[1]!.replaceAll('""', '"');
}
