/** Where the origin is served: address, port, certificate. */
import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { keepCertificate, type Certificate } from '../kernel/certificate.ts';
import { isLoopback, type Config } from '../kernel/config.ts';
import { errorCode, SetupError } from '../kernel/errors.ts';

/** The certificate to serve with, or null for plain HTTP, which browsers let use the microphone on this machine only. */
export function chooseCertificate(config: Config, nowMs: number): Certificate | null {
  if (config.tls)
    return { cert: readPem(config.tls.certFile, 'BAHU_TLS_CERT'), key: readPem(config.tls.keyFile, 'BAHU_TLS_KEY') };
  if (isLoopback(config.host)) return null;
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map(({ address }) => address);
  return keepCertificate(path.join(config.dataFolder, 'tls'), ['localhost', hostname(), ...addresses], nowMs);
}

function readPem(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SetupError(`${setting} names ${file}, which cannot be read: check the path and its permissions.`, {
      cause,
    });
  }
}

/** Listens and returns the address to open. @throws SetupError when the port or the address cannot be had. */
export async function listen(app: FastifyInstance, config: Config, isSecure: boolean): Promise<string> {
  const { host } = config;
  try {
    await app.listen({ host, port: config.port });
  } catch (cause) {
    throw listenTrouble(cause, config);
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${isSecure ? 'https' : 'http'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

function listenTrouble(cause: unknown, { host, port }: Config): unknown {
  switch (errorCode(cause)) {
    case 'EADDRINUSE':
      return new SetupError(`Port ${port} of ${host} is taken by another program: choose another one with BAHU_PORT.`, {
        cause,
      });
    case 'EACCES':
      return new SetupError(
        `Port ${port} needs more rights than this user has: choose one above 1023 with BAHU_PORT.`,
        { cause },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SetupError(`BAHU_HOST is ${host}, which is no address of this machine.`, { cause });
    default:
      return cause;
  }
}
