/** WebSockets of the one origin: each path checks the origin and the session before anything is upgraded. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { isOwnOrigin } from '../auth/origin.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Log } from '../log.ts';
import { sessionCookie } from './access.ts';
import { rawSecurityHeaders } from './security-headers.ts';

export interface Upgrade {
  principal: Principal;
  /** The session's token, to look again later whether it still holds. */
  token: string;
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

export interface Upgrades {
  /** Takes over the upgrades of a path (without query). The handler owns the socket from then on. */
  on(path: string, handler: (upgrade: Upgrade) => void): void;
}

/** Listens for upgrades on the application's server and answers 401, 403 or 404 itself. */
export function createUpgrades(
  app: FastifyInstance,
  sessions: Sessions,
  origins: readonly string[],
  log: Log,
): Upgrades {
  const handlers = new Map<string, (upgrade: Upgrade) => void>();

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const handler = handlers.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!handler) return refuseUpgrade(socket, '404 Not Found');
    // Browsers always send an Origin with a WebSocket, so its absence is no excuse here.
    if (request.headers.origin === undefined || !isOwnOrigin(request.headers, origins))
      return refuseUpgrade(socket, '403 Forbidden');
    const token = app.parseCookie(request.headers.cookie ?? '')[sessionCookie];
    const principal = token ? await sessions.find(token) : null;
    if (!token || !principal) return refuseUpgrade(socket, '401 Unauthorized');
    // First duties come first here, too.
    if (principal.mustChangePassword || principal.mustSetUpSecondFactor) return refuseUpgrade(socket, '403 Forbidden');
    handler({ principal, token, request, socket, head });
  }

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    admit(request, socket, head).catch((error: unknown) => {
      log.warn({ err: error }, 'an upgrade failed');
      refuseUpgrade(socket, '503 Service Unavailable');
    });
  });
  return { on: (path, handler) => void handlers.set(path, handler) };
}

/** Answers an upgrade with a status like `403 Forbidden` and ends its connection. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${rawSecurityHeaders}\r\n`, () =>
    socket.destroy(),
  );
}
