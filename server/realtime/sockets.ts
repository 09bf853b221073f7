/** The WebSocket at `/realtime`: frames of the contract in and out, and an end as soon as the session has one. */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { mostOpened, topics, type ClientFrame, type ServerFrame, type Topic } from '@bahu/contract/realtime.ts';
import { createAttempts } from '../kernel/auth/attempts.ts';
import type { Principal } from '../kernel/auth/principal.ts';
import type { Sessions } from '../kernel/auth/sessions.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Upgrade, Upgrades } from '../kernel/http/upgrades.ts';
import type { Log } from '../kernel/log.ts';
import { Id } from '@bahu/contract/page.ts';
import type { Hub, Subscriber } from './hub.ts';
import type { Viewers } from './viewers.ts';

export interface Sockets {
  /** How many are open. */
  count(): number;
  close(): void;
}

interface Connection {
  socket: WebSocket;
  /** What the socket writes to. */
  raw: Upgrade['socket'];
  token: string;
  subscriber: Subscriber;
  isAnswering: boolean;
}

const topicNames = Object.keys(topics) as Topic[];
const TopicList = Type.Array(Type.Enum(topicNames), { minItems: 1, maxItems: topicNames.length });
const strict = { additionalProperties: false } as const;
const clientFrame = Compile(
  Type.Union([
    Type.Object({ subscribe: TopicList }, strict),
    Type.Object({ unsubscribe: TopicList }, strict),
    Type.Object({ open: Type.Array(Id, { maxItems: mostOpened }) }, strict),
    Type.Object({ ping: Type.Number() }, strict),
  ]),
);

const largestFrame = 64 * 1024;
/** Windows and devices of one person; a page that reconnects in a loop stops here. */
const maxPerUser = 10;
const beatMs = 15_000;
/** A reader this far behind has gone; it will come back and start with whole values. */
const maxBuffered = 1024 * 1024;
const framesPerWindow = 200;
const windowMs = 10_000;
const closeCode = { signedOut: 4401, roleChanged: 4403, badFrame: 1008, tooMany: 1013, goingAway: 1001 } as const;

interface RealtimeParts {
  hub: Hub;
  viewers: Viewers;
  sessions: Sessions;
  clock: Clock;
  log: Log;
}

/** Serves `/realtime`. */
export function serveRealtime(upgrades: Upgrades, { hub, viewers, sessions, clock, log }: RealtimeParts): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });
  const connections = new Set<Connection>();
  const frames = createAttempts(clock, framesPerWindow, windowMs);

  function open({ principal, token, request, socket: raw, head }: Upgrade): void {
    server.handleUpgrade(request, raw, head, (socket) => {
      const connection: Connection = {
        socket,
        raw,
        token,
        isAnswering: true,
        subscriber: { principal, send: (frame) => sendText(connection, frame) },
      };
      if (countOf(connections, principal) >= maxPerUser) return socket.close(closeCode.tooMany);
      connections.add(connection);
      socket.on('pong', () => {
        connection.isAnswering = true;
      });
      socket.on('message', (data) => receive(connection, data));
      socket.on('error', (error) => log.debug({ reason: error.message }, 'a realtime socket failed'));
      socket.on('close', () => {
        connections.delete(connection);
        for (const topic of topicNames) hub.unsubscribe(connection.subscriber, topic);
        viewers.close(connection.subscriber);
      });
    });
  }

  function receive(connection: Connection, data: RawData): void {
    const { socket, subscriber } = connection;
    const frame = readFrame(data);
    if (!frame || !frames.allow(subscriber.principal.sessionId)) return socket.close(closeCode.badFrame);
    if ('ping' in frame) send(connection, { pong: frame.ping });
    if ('subscribe' in frame) frame.subscribe.forEach((topic) => hub.subscribe(subscriber, topic));
    if ('unsubscribe' in frame) frame.unsubscribe.forEach((topic) => hub.unsubscribe(subscriber, topic));
    if ('open' in frame) void viewers.open(subscriber, frame.open);
  }

  async function beat(connection: Connection): Promise<void> {
    if (!connection.isAnswering) return connection.socket.terminate();
    connection.isAnswering = false;
    connection.socket.ping();
    // Ended or changed by another process, or expired: this one was not told.
    await lookAgain(connection);
  }

  /** Ends a connection whose session has ended, or whose user is another one now by what they may do or by what their page shows of them. */
  async function lookAgain(connection: Connection): Promise<void> {
    const principal = await sessions.find(connection.token);
    if (principal === null) bye(connection, 'signed-out');
    else if (shownKey(principal) !== shownKey(connection.subscriber.principal)) bye(connection, 'role-changed');
  }

  const timer = setInterval(() => {
    for (const connection of connections)
      beat(connection).catch((error: unknown) => log.warn({ err: error }, 'could not look a session up again'));
  }, beatMs);
  sessions.onChange(({ sessionId, why }) => {
    for (const connection of connections) {
      if (connection.subscriber.principal.sessionId !== sessionId) continue;
      if (why === 'signed-out') bye(connection, why);
      // The whole tenant is looked up anew for much that concerns few, e.g. a licence: only those whom it concerns begin again.
      else lookAgain(connection).catch(() => bye(connection, why));
    }
  });
  upgrades.on('/realtime', open);
  return {
    count: () => connections.size,
    close: () => {
      clearInterval(timer);
      for (const { socket } of connections) socket.close(closeCode.goingAway);
      server.close();
    },
  };
}

const countOf = (connections: ReadonlySet<Connection>, { userId }: Principal): number =>
  [...connections].filter(({ subscriber }) => subscriber.principal.userId === userId).length;

/** What decides about what a reader is told, whether they may be connected, and what their page shows of them. */
function shownKey(principal: Principal): string {
  const { scope, scopes, permissions, masksNumbers, departmentIds, mustChangePassword, mustSetUpSecondFactor } =
    principal;
  const { name, role, viewingAs, tenantStatus } = principal;
  return JSON.stringify([
    scope,
    Object.entries(scopes).map(String).toSorted(),
    [...permissions].toSorted(),
    masksNumbers,
    [...departmentIds].toSorted(),
    mustChangePassword,
    mustSetUpSecondFactor,
    name,
    role,
    viewingAs,
    tenantStatus,
  ]);
}

function bye(connection: Connection, why: 'signed-out' | 'role-changed'): void {
  send(connection, { bye: why });
  connection.socket.close(why === 'signed-out' ? closeCode.signedOut : closeCode.roleChanged);
}

const send = (connection: Connection, frame: ServerFrame): void => sendText(connection, JSON.stringify(frame));

/** Frames of the same moment go in one write, and before the answer to a request that brought them about: its page acts on both. */
function sendText({ socket, raw }: Connection, frame: string): void {
  if (socket.bufferedAmount > maxBuffered) return socket.terminate();
  raw.cork();
  socket.send(frame);
  queueMicrotask(() => raw.uncork());
}

function readFrame(data: RawData): ClientFrame | null {
  try {
    const frame: unknown = JSON.parse((data as Buffer).toString('utf8'));
    return clientFrame.Check(frame) ? frame : null;
  } catch {
    return null;
  }
}
