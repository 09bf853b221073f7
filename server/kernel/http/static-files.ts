/** Serves the built web application; its own addresses (`/customers/…`) all answer index.html. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { isOfPrograms } from './problem.ts';

const forEver = 'public, max-age=31536000, immutable';

/** Serves `folder`. Names of files under assets/ carry a hash of their content and are kept for ever, everything else is asked for anew. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, file) =>
        void reply.header('cache-control', file.startsWith(path.join(folder, 'assets')) ? forEver : 'no-cache'),
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (request.url.startsWith('/api/') || isOfPrograms(request.url)) throw unknownRoute(request);
    if (request.method !== 'GET' || !(request.headers.accept ?? '').includes('text/html'))
      throw new Refusal('not-found');
    if (existsSync(path.join(folder, 'index.html')))
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply
      .code(503)
      .type('text/plain; charset=utf-8')
      .send('The web application is not built: run "npm run build".\n');
  });
}

/** Names what was asked for: the address of a route that has another name by now would look like a record that is gone. */
const unknownRoute = ({ method, url }: FastifyRequest): Refusal =>
  new Refusal('unknown-route', { route: `${method} ${url.split('?', 1)[0]!.slice(0, 200)}` });
