/** A number that is none, said to the person who wrote it. */
import { isNumberError, readPlain, type DialNumber, type Home, type NumberError } from '@bahu/domain/numbers/dial.ts';
import { Refusal } from './errors.ts';

/** The refusal `phone.invalid-number`: `params.why` is the error, the other parameters fill its text; `path` points at the field. */
export const invalidNumber = ({ error, params }: NumberError, path?: string): Refusal =>
  new Refusal(
    'phone.invalid-number',
    { why: error, ...params },
    path === undefined ? undefined : [{ path, rule: 'phone' }],
  );

/** A number as it was read. @throws Refusal phone.invalid-number when there is none. */
export function mustBeNumber<N extends string>(read: N | NumberError, path: string): N {
  if (isNumberError(read)) throw invalidNumber(read, path);
  return read;
}

/** A number of a line or phone of our own, which has no keys behind it. @throws Refusal phone.invalid-number. */
export function readOwnNumber(typed: string, home: Home, path: string): DialNumber {
  return mustBeNumber(readPlain(typed, home), path);
}
