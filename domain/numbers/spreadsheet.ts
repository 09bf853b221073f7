/** Numbers that a spreadsheet took for amounts: what can be had back whole is, what lost digits is refused. */
import { numberError, type NumberError } from './number.ts';

/** 1.5400000501E+10: as many digits as the exponent asks for, or they are lost. */
const exponent = /^\+?([0-9])(?:\.([0-9]+))?E\+?([0-9]{1,2})$/i;
/** 15400000501.0 */
const wholeDecimal = /^(\+?[0-9]{3,15})\.0{1,2}$/;
const decimal = /^[0-9]+\.[0-9]{1,2}$/;
/** 15,400,000,501 */
const thousands = /^[0-9]{1,3}(?:,[0-9]{3}){3}(?:\.0{1,2})?$/;

/** The digits behind an amount's form; a text that is no amount comes back as it is. */
export function readSpreadsheet(text: string): string | NumberError {
  const [, first, rest = '', places] = exponent.exec(text) ?? [];
  if (first !== undefined) return rest.length === Number(places) ? first + rest : numberError('digits-lost');
  const [, whole] = wholeDecimal.exec(text) ?? [];
  if (whole !== undefined) return whole;
  if (decimal.test(text)) return numberError('decimal');
  return thousands.test(text) ? text.replace(/\..*$/, '').replaceAll(',', '') : text;
}
