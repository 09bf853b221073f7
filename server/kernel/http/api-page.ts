/** The description of the API for programs, as a document and as a page to browse and to try. The page's program is a package's, served from here. */
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Routes } from '@bahu/contract/route.ts';
import { Refusal } from '../errors.ts';
import { describeApi } from './openapi.ts';

const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bahu API</title>
<link rel="stylesheet" href="/v1/docs/swagger-ui.css">
<div id="page"></div>
<script src="/v1/docs/swagger-ui-bundle.js"></script>
<script src="/v1/docs/start.js"></script>
</html>
`;
/** No validator badge: it would send the document to another host. */
const start = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#page', deepLinking: true, docExpansion: 'none', defaultModelsExpandDepth: -1, validatorUrl: null });
`;

/** Adds `openapi.json` and `docs` to the plugin of `/v1`. Both are open to everybody: they say what exists, not what is in it. */
export function serveApiPage(v1: FastifyInstance, tables: Readonly<Record<string, Routes>>, version: string): void {
  const document = JSON.stringify(describeApi(tables, version, 'programs'));
  v1.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(document),
  );
  v1.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page),
  );
  v1.get('/docs/start.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(start),
  );
  v1.get<{ Params: { file: string } }>('/docs/:file', async ({ params: { file } }, reply) => {
    const type = Object.hasOwn(files, file) ? files[file] : undefined;
    if (!type) throw new Refusal('not-found');
    return reply
      .type(type)
      .header('cache-control', 'public, max-age=86400')
      .send(createReadStream(path.join(folder, file)));
  });
}
