/** The HTTP application: one origin for the API, the web application and the WebSockets. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import type { Log } from '../log.ts';
import { tellRates } from './rate-limit.ts';
import { answerError } from './replies.ts';
import { rawSecurityHeaders, secure, securityHeaders } from './security-headers.ts';

export interface AppOptions {
  log: Log;
  /** Certificate and key as PEM, or null for plain HTTP. */
  tls: { cert: string; key: string } | null;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
}

/** Larger than any body of the contract, small enough to be parsed without being felt. */
const bodyLimit = 256 * 1024;

/** A body of JSON is here within this time, or its connection is closed. */
const bodyMs = 30_000;
/** What a large file may take over a slow line; for routes that say `config: { isUpload: true }`. */
const uploadMs = 15 * 60_000;

/** What is left to the sender of a body that nobody reads. */
const lingerMs = 1000;

declare module 'fastify' {
  interface FastifyContextConfig {
    isUpload?: boolean;
  }
}

/** An application without routes: errors, headers, cookies and limits are settled here once. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    // Our own line per request is in logRequests.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: () => randomBytes(8).toString('hex'),
    trustProxy: options.trustedProxies.length ? [...options.trustedProxies] : false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, secure(reply)),
    clientErrorHandler: refuseMalformed,
    forceCloseConnections: true,
    // A client that sends its headers or body by the drop must not hold a place for ever; bodies have limits of their own below.
    requestTimeout: uploadMs,
    ...(options.tls && { https: options.tls as never }),
  }) as unknown as FastifyInstance;
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerError);
  app.decorateRequest('principal', null);
  tellRates(app);
  app.decorateRequest('operator', null);
  await app.register(cookie);
  securityHeaders(app);
  endSlowBodies(app);
  endUnreadBodies(app);
  logRequests(app);
  return app;
}

/**
 * A path of the plugin that exists answers 405 to the methods that it does not know. Call it before the routes are mounted; the function that it
 * returns is called after the last of them.
 */
export function watchMethods(api: FastifyInstance): () => void {
  const paths = new Map<string, Set<string>>();
  api.addHook('onRoute', ({ routePath, method }) => {
    const known = paths.get(routePath) ?? new Set<string>();
    for (const name of [method].flat()) known.add(name);
    paths.set(routePath, known);
  });
  return () => {
    for (const [path, known] of paths) refuseOtherMethods(api, path, new Set(known));
  };
}

function refuseOtherMethods(api: FastifyInstance, url: string, known: ReadonlySet<string>): void {
  const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !known.has(name));
  if (!method.length) return;
  const onRequest = async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.header('allow', [...known].join(', '));
    throw new Refusal('method-not-allowed');
  };
  api.route({ method, url, onRequest, handler: () => undefined });
}

/** What is no HTTP gets no more than a status; its connection is of no further use. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${rawSecurityHeaders}\r\n`, () =>
    socket.destroy(),
  );
}

/**
 * A body that nobody read (nobody signed in, no such route, a GET with a body) would be taken in for as long as somebody sends. A short one is
 * here before the answer is; of a long one the rest has a moment, so that the sender reads the answer, and then the connection ends.
 */
function endUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete || !announcesBody(raw)) return;
    reply.raw.once('finish', () => {
      const timer = setTimeout(() => {
        if (!raw.complete) raw.destroy();
      }, lingerMs);
      raw.once('close', () => clearTimeout(timer));
    });
  });
}

const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function endSlowBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (routeOptions.config?.isUpload) return;
    const timer = setTimeout(() => {
      if (!raw.complete) raw.destroy();
    }, bodyMs);
    raw.once('close', () => clearTimeout(timer));
  });
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      tenant: request.principal?.tenantId,
      user: request.principal?.userId,
    };
    if (reply.statusCode >= 500 || request.method !== 'GET') request.log.info(line, 'request');
    else request.log.debug(line, 'request');
  });
}
