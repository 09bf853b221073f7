/**
 * The documents by which a linked page is opened. Within the product it stands in a frame of a document of our own, whose policy lets that one origin be
 * framed and nothing else: so the product's own policy opens for nobody. The page runs in a sandbox without our origin and cannot lead us away.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id } from '@bahu/contract/page.ts';
import { originOf } from '@bahu/domain/linked-pages/template.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { addressFor } from './address.ts';

const Query = Type.Object({ call: Type.Optional(Id), customer: Type.Optional(Id) });

export function mountDocuments(app: FastifyInstance, access: Access, now: () => number): void {
  // For people at a screen.
  if (access.offers?.({ permission: 'session', path: '/linked-pages/:id/go' }) === false) return;
  const checkId = checker(Type.Object({ id: Id }), 'params');
  const checkQuery = checker(Query, 'query');
  const answer = (last: 'frame' | 'go', send: (reply: FastifyReply, address: string) => FastifyReply) => {
    const path = `/linked-pages/:id/${last}`;
    app.get(
      path,
      { onRequest: (request) => access.admit(request, { permission: 'session', method: 'GET', path }) },
      async (request, reply) => {
        const ctx = access.context(request, reply) as Ctx;
        const { call, customer } = checkQuery(request.query) as Static<typeof Query>;
        const subject = { callId: call, customerId: customer };
        const id = idOf(() => checkId(request.params));
        const address = await ctx.tenant((tx) => addressFor(tx, ctx.principal, { id, subject, now: now() }));
        return send(reply.headers({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' }), address);
      },
    );
  };
  answer('go', (reply, address) => reply.redirect(address, 302));
  answer('frame', (reply, address) =>
    reply
      .header('content-security-policy', framePolicy(originOf(address)))
      .type('text/html; charset=utf-8')
      .send(frameDocument(address)),
  );
}

/** One origin in the frame, no script, and nobody but ourselves around it. */
const framePolicy = (origin: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; frame-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', "'": '&#39;', '<': '&lt;', '>': '&gt;' };
const quoted = (text: string): string => text.replace(/[&"'<>]/g, (mark) => marks[mark]!);

const frameDocument = (address: string): string => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<style>html,body,iframe{display:block;width:100%;height:100%;margin:0;border:0}</style>
<iframe src="${quoted(address)}" sandbox="allow-scripts allow-forms allow-popups" referrerpolicy="no-referrer" allow=""></iframe>
`;

function idOf(read: () => unknown): string {
  try {
    return (read() as { id: string }).id;
  } catch {
    throw new Refusal('not-found');
  }
}
