/** The one place that decides what a failed request answers. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody, ErrorCode } from '@bahu/contract/errors.ts';
import { errorCode, isDatabaseAway, isDatabaseLate, Refusal } from '../errors.ts';
import { isOfPrograms, problemOf } from './problem.ts';

const ofFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'input.type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'input.too-large',
  FST_ERR_BAD_URL: 'input.invalid',
};

/** Turns whatever was thrown into a refusal; null means a defect of ours. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const code = errorCode(error);
  const known = ofFastify[code];
  if (known) return new Refusal(known);
  if (isDatabaseAway(error) || isDatabaseLate(error)) return new Refusal('service.unavailable');
  // PostgreSQL's class 22 is "this value cannot be": a moment beyond its calendar, a number too large. Division by zero is our own fault.
  if (/^22[0-9A-Z]{3}$/.test(code) && code !== '22012') return new Refusal('input.invalid');
  const status = (error as Partial<FastifyError>).statusCode;
  if (status !== undefined && status >= 400 && status < 500) return new Refusal('input.invalid');
  return null;
}

/** Fastify's error handler: answers `{ code, id, params, fields }`, to programs as a problem of RFC 9457; the id is the request's and stands in the log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error);
  if (!refusal) request.log.error({ err: error }, 'a defect');
  else if (refusal.status >= 500)
    request.log.warn({ code: refusal.code, reason: String(error) }, 'refused for the time being');
  const code = refusal?.code ?? 'internal';
  const body: ErrorBody = { code, id: request.id };
  if (refusal?.params) body.params = refusal.params;
  if (refusal?.fields?.length) body.fields = refusal.fields;
  const status = refusal?.status ?? 500;
  if (isOfPrograms(request.url)) {
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemOf(body, status)));
  }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
