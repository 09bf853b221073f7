/** Errors as programs get them: RFC 9457, `application/problem+json`. The code, its parameters and the fields are those that the pages get. */
import type { ErrorBody, ErrorCode } from '@bahu/contract/errors.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request's id, which stands in the log of the server. */
  instance: string;
  code: ErrorCode;
  params?: ErrorBody['params'];
  fields?: ErrorBody['fields'];
}

/** Whether an address belongs to the interface for programs. */
export const isOfPrograms = (url: string): boolean => url === '/v1' || url.startsWith('/v1/');

/** A refusal in the form of RFC 9457. Codes are a closed list of English words, so the title is the code as people write it. */
export function problemOf({ code, id, params, fields }: ErrorBody, status: number): Problem {
  return {
    type: `urn:bahu:error:${code}`,
    title: titleOf(code),
    status,
    detail: detailOf({ params, fields }) || titleOf(code),
    instance: id,
    code,
    ...(params && { params }),
    ...(fields && { fields }),
  };
}

function titleOf(code: ErrorCode): string {
  const [noun = '', ...rest] = code.replaceAll('-', ' ').split('.');
  const text = [noun, ...rest].join(': ').replace(/^api key/, 'API key');
  return text[0]!.toUpperCase() + text.slice(1);
}

/** What a person who reads a log wants to know next: which fields break which rule, or the figures of the refusal. */
function detailOf({ params, fields }: { params: ErrorBody['params']; fields: ErrorBody['fields'] }): string {
  if (fields?.length)
    return fields
      .map(({ path, rule, limit }) => `${path || 'body'}: ${rule}${limit === undefined ? '' : ` ${limit}`}`)
      .join('; ');
  return Object.entries(params ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
}
