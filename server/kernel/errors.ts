/** Refusals are what we say no to on purpose; everything else that is thrown is a defect. */
import { errorStatus, type ErrorBody, type ErrorCode } from '@bahu/contract/errors.ts';

type Params = NonNullable<ErrorBody['params']>;
type Fields = NonNullable<ErrorBody['fields']>;

/** A request that is refused: `code` is of the closed list and carries the HTTP status; the browser renders the text. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly params: Params | undefined;
  readonly fields: Fields | undefined;

  constructor(code: ErrorCode, params?: Params, fields?: Fields) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
    this.fields = fields;
  }

  /** HTTP status of the code. */
  get status(): number {
    return errorStatus[this.code];
  }
}

/** An error in the set-up of the program, told to its operator in one sentence that says what to do; never shown to a user. */
export class SetupError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'SetupError';
  }
}

/** The error code of Node or PostgreSQL (`ENOENT`, `23505`), or an empty text. */
export function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return '';
}

/** PostgreSQL: a unique key is taken. Names the constraint, or null when the error is another one. */
export function takenKey(error: unknown): string | null {
  if (errorCode(error) !== '23505') return null;
  return (error as { constraint?: string }).constraint ?? '';
}

/** PostgreSQL: a row refers to another that is not there. Names the constraint, or null when the error is another one. */
export function missingKey(error: unknown): string | null {
  if (errorCode(error) !== '23503') return null;
  return (error as { constraint?: string }).constraint ?? '';
}

/** PostgreSQL: two transactions waited for each other, and this one was taken back. */
export const isDeadlock = (error: unknown): boolean => errorCode(error) === '40P01';

/** Whether others held for too long what it needed, or two waited for each other: what it did was taken back, and it may be done again. */
export const isContested = (error: unknown): boolean => isDeadlock(error) || errorCode(error) === '55P03';

/** Does it once more after a deadlock: by then the other one is done. */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDeadlock(error)) throw error;
    return work();
  }
}

const goneCodes = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ETIMEDOUT',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
]);

const brokenCodes = new Set(['57P01', '57P02', 'ECONNRESET', 'EPIPE']);

/** Whether a connection turned out to be dead when it was used: another one may be alive. */
export function isConnectionBroken(error: unknown): boolean {
  if (brokenCodes.has(errorCode(error))) return true;
  return (
    error instanceof Error && /Connection terminated|Client has encountered a connection error/.test(error.message)
  );
}

/** No room on its disk or in its memory, or only for reading: it takes no writes. */
const unwillingCodes = new Set(['53000', '53100', '53200', '25006', '58030']);

/** Whether the database is away, restarting, frozen or full, so that the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  if (goneCodes.has(code) || unwillingCodes.has(code) || isConnectionBroken(error)) return true;
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Query read timeout|timeout expired/.test(error.message)
  );
}

/** Whether the database did not answer in time: cancelled by a limit on statements or locks. */
export const isDatabaseLate = (error: unknown): boolean => ['57014', '55P03'].includes(errorCode(error));
