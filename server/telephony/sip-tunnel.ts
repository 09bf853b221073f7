/**
 * Softphones reach SIP through our own origin: an upgrade at `/sip` that holds a session with a desk is joined to the media server's WebSocket,
 * which listens on loopback only. Behind the same port of the media server stands its whole interface, so nothing of the browser's passes before
 * the media server has agreed to speak WebSocket on this connection; from then on it takes frames and no requests. SIP has its own credentials.
 */
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { refuseUpgrade, type Upgrade } from '../kernel/http/upgrades.ts';
import type { Log } from '../kernel/log.ts';
import { agrees, answerFor, keyOf, requestFor } from './sip-handshake.ts';

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
  /** Ends the one that reaches the media server from this port of ours. */
  closePort(port: number): void;
  close(): void;
}

/** A page needs one; a few more while it reconnects. */
const maxPerUser = 4;
/** The media server stands on the same machine or next to it. */
const handshakeMs = 5000;
const longestAnswer = 8192;

interface Connection {
  userId: string;
  sessionId: string;
  upstream: Socket;
  end: () => void;
}

/** Makes the tunnel to the media server's WebSocket at `host` and `port`. */
export function createSipTunnel(options: SipTunnelOptions): SipTunnel {
  const connections = new Set<Connection>();

  function open({ principal, request, socket, head }: Upgrade): void {
    if (!principal.permissions.has('desk.use')) return refuseUpgrade(socket, '403 Forbidden');
    const key = keyOf(request);
    // What was sent along before an answer is no frame of anybody who knows the protocol.
    if (key === null || head.length > 0) return refuseUpgrade(socket, '400 Bad Request');
    const own = [...connections].filter((connection) => connection.userId === principal.userId);
    if (own.length >= maxPerUser) own[0]!.end();
    const upstream = connect(options.port, options.host);
    upstream.setNoDelay(true);
    const connection: Connection = {
      userId: principal.userId,
      sessionId: principal.sessionId,
      upstream,
      end: () => endBoth(socket, upstream),
    };
    connections.add(connection);
    for (const side of [socket, upstream]) {
      side.on('error', connection.end);
      side.on('close', () => {
        connections.delete(connection);
        connection.end();
      });
    }
    shakeHands(upstream, key, (rest) => {
      if (rest === null) return refuseUpgrade(socket, '502 Bad Gateway');
      socket.write(answerFor(key));
      if (rest.length > 0) socket.write(rest);
      socket.pipe(upstream).pipe(socket);
    });
  }

  return {
    open,
    count: () => connections.size,
    closeSession: (sessionId) => {
      for (const connection of connections) if (connection.sessionId === sessionId) connection.end();
    },
    closePort: (port) => {
      for (const connection of connections) if (connection.upstream.localPort === port) connection.end();
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

/** Asks for the WebSocket; `done` gets what came behind the media server's agreement, or null when it did not agree. */
function shakeHands(upstream: Socket, key: string, done: (rest: Buffer | null) => void): void {
  let answer = Buffer.alloc(0);
  const finish = (rest: Buffer | null): void => {
    upstream.off('data', read);
    upstream.setTimeout(0);
    if (rest === null) upstream.destroy();
    done(rest);
  };
  const read = (bytes: Buffer): void => {
    answer = Buffer.concat([answer, bytes]);
    const end = answer.indexOf('\r\n\r\n');
    if (end < 0 && answer.length < longestAnswer) return;
    finish(end >= 0 && agrees(answer.toString('latin1', 0, end), key) ? answer.subarray(end + 4) : null);
  };
  upstream.setTimeout(handshakeMs, () => finish(null));
  upstream.on('data', read);
  upstream.write(requestFor(key));
}
