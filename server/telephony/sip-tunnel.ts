/**
 * Softphones reach SIP through our own origin: an upgrade at `/sip` that holds a session is joined to the media engine's WebSocket, which
 * listens on loopback only. The bytes pass unread; SIP has its own credentials.
 */
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Upgrade } from '../kernel/http/upgrades.ts';
import type { Log } from '../kernel/log.ts';

export interface SipTunnelOptions {
  host: string;
  port: number;
  log: Log;
}

export interface SipTunnel {
  open(upgrade: Upgrade): void;
  /** Softphones that are connected. */
  count(): number;
  /** Ends the sockets of a session, e.g. at sign-out. */
  closeSession(sessionId: string): void;
  close(): void;
}

/** A page needs one; a few more while it reconnects. */
const mostPerUser = 4;
/** What the browser sent that the media engine must not see or does not need. */
const withheld = new Set(['host', 'cookie', 'origin', 'authorization']);

interface Connection { userId: string; sessionId: string; end: () => void }

/** Makes the tunnel to the media engine's WebSocket at `host` and `port`. */
export function createSipTunnel(options: SipTunnelOptions): SipTunnel {
  const connections = new Set<Connection>();

  function open({ caller, request, socket, head }: Upgrade): void {
    const own = [...connections].filter((connection) => connection.userId === caller.userId);
    if (own.length >= mostPerUser) own[0]!.end();
    const upstream = connect(options.port, options.host);
    upstream.setNoDelay(true);
    const connection: Connection = { userId: caller.userId, sessionId: caller.sessionId, end: () => endBoth(socket, upstream) };
    connections.add(connection);
    for (const side of [socket, upstream]) {
      side.on('error', connection.end);
      side.on('close', () => {
        connections.delete(connection);
        connection.end();
      });
    }
    upstream.on('connect', () => {
      upstream.write(handshake(request.rawHeaders));
      if (head.length > 0) upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
  }

  return {
    open,
    count: () => connections.size,
    closeSession: (sessionId) => {
      for (const connection of connections) if (connection.sessionId === sessionId) connection.end();
    },
    close: () => {
      for (const connection of connections) connection.end();
    },
  };
}

function endBoth(a: Duplex, b: Duplex): void {
  a.destroy();
  b.destroy();
}

/** The browser's handshake for the media engine's own path. Header lines come parsed, so none can smuggle another. */
function handshake(rawHeaders: readonly string[]): string {
  let lines = 'GET /ws HTTP/1.1\r\nHost: bahu\r\n';
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (!withheld.has(name.toLowerCase())) lines += `${name}: ${rawHeaders[i + 1]}\r\n`;
  }
  return `${lines}\r\n`;
}
