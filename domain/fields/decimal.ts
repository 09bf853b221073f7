/** Numbers of fields, as texts: exact, whatever their size. */
import { fieldLimits } from './field.ts';

/** 0012.50 → 12.5; null for what is no number or has more digits than `fieldLimits`. Exact: never through a binary number. */
export function plainNumber(text: string): string | null {
  const found = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/.exec(
    text.normalize('NFKC').replace(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, ''),
  );
  if (!found) return null;
  const whole = found[2]!.replace(/^0+(?=[0-9])/, '');
  const decimals = (found[3] ?? '').replace(/0+$/, '');
  if (whole.length > fieldLimits.digits || decimals.length > fieldLimits.decimals) return null;
  const size = whole + (decimals && `.${decimals}`);
  return found[1] === '-' && size !== '0' ? `-${size}` : size;
}

/** ¥1,234.5 → 1234.50: an amount in the main unit of its currency, with both places of the minor one. Null for what is none, or has more places. */
export function plainMoney(text: string): string | null {
  const amount = text
    .normalize('NFKC')
    .replace(/^([+-]?)¥ ?/, '$1')
    .replace(/ ?元$/, '');
  const [whole, decimals = ''] = (plainNumber(amount) ?? '').split('.');
  return whole && decimals.length <= 2 ? `${whole}.${decimals.padEnd(2, '0')}` : null;
}
