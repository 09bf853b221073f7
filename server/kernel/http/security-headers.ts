/** Headers that tell browsers what our pages may do. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isOfPrograms } from './problem.ts';

/** The interface kit puts its styles into the page, hence inline styles; scripts come from our own files only. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), speaker-selection=(self), camera=(), geolocation=()',
} as const;

/** The same as lines, for answers that are written before there is a request (malformed HTTP, refused upgrades). */
export const rawSecurityHeaders = Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** Sets them on one reply; for those of the framework that pass by the hooks. */
export const secure = (reply: FastifyReply): FastifyReply => reply.headers(headers);

const asked = (reply: FastifyReply, name: keyof typeof headers): Record<string, string> =>
  reply.hasHeader(name) ? { [name]: String(reply.getHeader(name)) } : {};

/** Sets them on every reply, those that a reply has of its own left as they are. No HSTS: on a generated certificate it would lock people out, and it binds all ports of a host; a proxy in front may add it. */
export function securityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    // A document that shows a page of another system says itself what it may do, and is more closed than ours.
    const own = { ...asked(reply, 'content-security-policy'), ...asked(reply, 'referrer-policy') };
    secure(reply).headers(own);
    if ((request.url.startsWith('/api/') || isOfPrograms(request.url)) && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
}
