/** Addresses for machines: alive, ready, metrics, and the description of the API. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { InstallationStatus } from '@bahu/contract/status.ts';
import { isLoopback } from '../config.ts';
import { Refusal } from '../errors.ts';
import type { Health } from '../health.ts';

/** Seconds; from a cached answer to the limit of a statement. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** A registry with the figures of the process; other parts add theirs. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/**
 * `/healthz` says that the process lives, `/readyz` that it can work, `/metrics` gives figures to this machine, and to those who hold the token.
 * What is wrong, and with whose calls, is told to this machine only.
 */
export function serveStatus(
  app: FastifyInstance,
  health: Health,
  metrics: Registry,
  metricsToken: string | null = null,
): void {
  const seconds = new Histogram({
    name: 'bahu_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    seconds.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (request, reply) => {
    const status = await statusOf(health);
    reply.code(status.isReady ? 200 : 503);
    if (isFromHere(request)) return status;
    return {
      isReady: status.isReady,
      dependencies: status.dependencies.map(({ name, isUp, ageMs }) => ({ name, isUp, ageMs })),
    };
  });
  app.get('/metrics', async (request, reply) => {
    if (!isFromHere(request) && !holdsToken(request, metricsToken)) throw new Refusal('not-found');
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

/** How the installation is: for machines under `/readyz`, for the operator on their pages. */
export async function statusOf(health: Health): Promise<InstallationStatus> {
  const dependencies = await health.check();
  return {
    isReady: dependencies.every((dependency) => dependency.isUp),
    dependencies,
    troubles: health.troubles(),
    mediaServer: health.mediaServer(),
  };
}

/** What proxies add. One on this machine comes from loopback as well, and forwards for others. */
const ofProxies = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/** By the connection itself, for a header could say anything; behind a proxy that says nothing of itself the Host is another's. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  if (ofProxies.some((name) => headers[name] !== undefined)) return false;
  const host = (headers.host ?? '').replace(/:[0-9]+$/, '').replace(/^\[|\]$/g, '');
  return isLoopback((socket.remoteAddress ?? '').replace('::ffff:', '')) && isLoopback(host);
}

function holdsToken({ headers }: FastifyRequest, token: string | null): boolean {
  const [given, wanted] = [headers.authorization ?? '', `Bearer ${token ?? ''}`].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return token !== null && timingSafeEqual(given!, wanted!);
}
