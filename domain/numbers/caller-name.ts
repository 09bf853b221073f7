/** The display name of a caller: what a network sends as a name is often the number once more, which would get past every mask. */

/** So many digits of a number, one after the other, tell the number. */
const tellingDigits = 5;

/**
 * The name as it may be shown beside the number, masked or not: empty when the name is the number itself, and without each run of at least five of
 * the number's digits that stands in it, with the separators between them.
 */
export function nameWithoutNumber(name: string, number: string): string {
  const digits = number.replace(/[^0-9]/g, '');
  const shown = name.replace(/\+?[0-9](?:[ \-().]*[0-9])*/g, (run) => (tells(run.replace(/[^0-9]/g, ''), digits) ? '' : run));
  return shown === name ? name : shown.replace(/\s+/g, ' ').replace(/^[\s,;:/()<>[\]-]+|[\s,;:/()<>[\]-]+$/g, '');
}

function tells(run: string, digits: string): boolean {
  for (let from = 0; from + tellingDigits <= run.length; from++) if (digits.includes(run.slice(from, from + tellingDigits))) return true;
  return false;
}
