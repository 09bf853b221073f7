/**
 * Our client of Asterisk's REST interface: events over one WebSocket, commands over a few HTTP connections, those that belong together in one
 * journey. It reconnects for ever; what was missed meanwhile is the business of whoever listens to `up`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Log } from '../../kernel/log.ts';
import { Connections } from './connections.ts';
import type { Reply } from './reply.ts';
import { readTypes, type AriEvent } from './wire.ts';

export interface AriAddress {
  host: string;
  port: number;
  user: string;
  password: string;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A request to Asterisk: its path below `/ari`, its query, and a body that is sent as JSON. */
export interface AriRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
}

/** Asterisk refused a command. Status 404 means that the thing is gone, 409 and 422 that it is not in a state for the command. */
export class AriError extends Error {
  readonly status: number;
  constructor(status: number, what: string, answer: string) {
    super(`${what}: ${status} ${answer.slice(0, 200)}`);
    this.name = 'AriError';
    this.status = status;
  }
}

export interface AriListener {
  event(event: AriEvent): void;
  /** The event socket is open; nothing of before can be relied on. */
  up(): void;
  down(reason: string): void;
}

/** Decides before each request whether it may be made, and as whom. */
export interface Fence {
  /** @throws when this process may not command the media server. */
  authorization(): Promise<string>;
  /** The media server did not accept what `authorization` gave; `refused` where another may have been given since, which is kept. */
  forget(refused?: string): void;
}

/** The header of HTTP's basic authentication. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export const application = 'bahu';

const commandConnections = 16;
const commandMs = 2000;
/** Asterisk closes a connection that is not used for a minute (`session_keep_alive`). */
const idleMs = 50_000;
const pingMs = 5000;
const retryMs = { first: 100, most: 2000 } as const;

export class AriClient {
  private readonly address: AriAddress;
  private readonly log: Log;
  private readonly connections: Connections;
  private readonly fence: Fence | null;
  /** Of the address itself. */
  readonly authorization: string;
  private socket: WebSocket | null = null;
  /** Rises with `listen` and `hush`: what belongs to an earlier life says nothing any more. */
  private life = 0;
  private lastHeardAt: number | null = null;

  /** With a fence every request is made as it says; without one as the user of the address. */
  constructor(address: AriAddress, log: Log, fence: Fence | null = null) {
    this.address = address;
    this.log = log;
    this.fence = fence;
    this.authorization = basic(address.user, address.password);
    this.connections = new Connections({
      host: address.host,
      port: address.port,
      most: commandConnections,
      replyMs: commandMs,
      idleMs,
    });
  }

  get isUp(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }
  /** Monotonic milliseconds since the socket last gave a sign of life, or null when it never did. */
  silentMs(): number | null {
    return this.lastHeardAt === null ? null : performance.now() - this.lastHeardAt;
  }

  /**
   * Whether Asterisk still tells our application what happens. Where an older socket of the application ends just as
   * ours opens, cleaning up after it can unregister the application under ours, which stays open and never hears of a
   * call again: such a socket is ended, so that another one opens.
   * @throws when Asterisk cannot be asked.
   */
  async isHearing(): Promise<boolean> {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return false;
    const isRegistered = await this.request('GET', `/applications/${application}`).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AriError && error.status === 404) return false;
        throw error;
      },
    );
    if (!isRegistered && socket === this.socket) {
      this.log.error('the media server has forgotten who listens: connecting anew');
      socket.terminate();
    }
    return isRegistered && socket === this.socket;
  }

  /** Keeps the event socket open until `hush` or `close`. Returns at once. */
  listen(listener: AriListener): void {
    void this.keepOpen(listener, ++this.life);
  }

  /** Hears nothing more, whatever is on its way. */
  hush(): void {
    this.life++;
    this.socket?.terminate();
    this.socket = null;
    this.lastHeardAt = null;
  }

  private async keepOpen(listener: AriListener, life: number): Promise<void> {
    let wait: number = retryMs.first;
    while (life === this.life) {
      // Whoever connects anew knows neither whether Asterisk is the same nor whether we are its owner.
      this.fence?.forget();
      const reason = await this.authorize().then(
        (authorization) =>
          this.openOnce(listener, life, authorization, () => {
            wait = retryMs.first;
          }),
        String,
      );
      if (life !== this.life) return;
      this.log.warn({ reason }, 'no event socket to the media server');
      await sleep(wait + Math.random() * wait * 0.3);
      wait = Math.min(wait * 2, retryMs.most);
    }
  }

  private async authorize(): Promise<string> {
    return this.fence ? this.fence.authorization() : this.authorization;
  }

  /** One life of the socket; resolves with the reason of its end. */
  private openOnce(listener: AriListener, life: number, authorization: string, opened: () => void): Promise<string> {
    return new Promise((resolve) => {
      if (life !== this.life) return resolve('not wanted any more');
      const { host, port } = this.address;
      const socket = new WebSocket(`ws://${host}:${port}/ari/events?app=${application}&subscribeAll=true`, {
        headers: { authorization },
        perMessageDeflate: false,
        handshakeTimeout: commandMs,
      });
      this.socket = socket;
      let reason = 'closed';
      let wasOpen = false;
      const ping = setInterval(() => this.checkAlive(socket), pingMs);
      socket.on('open', () => {
        wasOpen = true;
        this.lastHeardAt = performance.now();
        opened();
        void this.filterEvents().finally(() => {
          if (life === this.life) listener.up();
        });
      });
      socket.on('pong', () => {
        this.lastHeardAt = performance.now();
      });
      socket.on('message', (data: Buffer) => {
        if (life !== this.life) return;
        this.lastHeardAt = performance.now();
        this.hand(listener, data.toString());
      });
      socket.on('error', (error) => {
        reason = error.message;
      });
      socket.on('close', () => {
        clearInterval(ping);
        if (wasOpen && life === this.life) listener.down(reason);
        resolve(reason);
      });
    });
  }

  /** Asterisk tells about every variable and dialplan step of every channel; most of it would be read and dropped. */
  private async filterEvents(): Promise<void> {
    const allowed = readTypes.map((type) => ({ type }));
    await this.request('PUT', `/applications/${application}/eventFilter`, {}, { allowed }).catch((error: unknown) => {
      this.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'the media server will tell more than is needed',
      );
    });
  }

  private checkAlive(socket: WebSocket): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    const silent = this.silentMs();
    if (silent !== null && silent > pingMs * 3) socket.terminate();
    else socket.ping();
  }

  /** One bad event must not harm the others. */
  private hand(listener: AriListener, text: string): void {
    try {
      listener.event(JSON.parse(text) as AriEvent);
    } catch (error) {
      this.log.error({ err: error, sample: text.slice(0, 500) }, 'an event of the media server could not be handled');
    }
  }

  /**
   * One command. Resolves to the parsed answer, or undefined when there is none.
   * @throws AriError when Asterisk refuses; LeaseLost when this process may not command; other errors when it cannot be reached within two seconds.
   */
  async request<T = unknown>(
    method: AriRequest['method'],
    path: string,
    query: Query = {},
    body?: unknown,
  ): Promise<T> {
    const [answer] = await this.requestAll([{ method, path, query, body }]);
    if (answer instanceof Error) throw answer;
    return answer as T;
  }

  /**
   * Commands that Asterisk carries out one after the other, sent together: one that is refused does not keep those behind it. Resolves to the
   * parsed answer (undefined when there is none) or the error of each, as `request` throws it.
   */
  async requestAll(requests: readonly AriRequest[]): Promise<unknown[]> {
    const { answers, authorization } = await this.askAll(requests);
    const refused = answers.flatMap((answer, at) => (answer instanceof AriError && answer.status === 401 ? [at] : []));
    if (!this.fence || refused.length === 0) return answers;
    this.fence.forget(authorization);
    const again = await this.askAll(refused.map((at) => requests[at]!));
    refused.forEach((at, index) => {
      answers[at] = again.answers[index];
    });
    return answers;
  }

  /** The answers, and with what they were asked for. */
  private async askAll(requests: readonly AriRequest[]): Promise<{ answers: unknown[]; authorization?: string }> {
    try {
      const authorization = await this.authorize();
      const host = `${this.address.host}:${this.address.port}`;
      const replies = await this.connections.exchange(
        requests.map((request) => messageOf(request, host, authorization)),
      );
      const answers = replies.map((reply, at) => (reply instanceof Error ? reply : answerOf(requests[at]!, reply)));
      return { answers, authorization };
    } catch (error) {
      return { answers: requests.map(() => error) };
    }
  }

  async close(): Promise<void> {
    this.hush();
    this.connections.close();
  }
}

/** Whatever a path holds becomes part of the request line and nothing more. */
function messageOf({ method, path, query = {}, body }: AriRequest, host: string, authorization: string): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  );
  const target = `/ari${path.replace(/[^\x21-\x7e]/g, '_')}${given.length > 0 ? `?${given.join('&')}` : ''}`;
  const head = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\n`;
  if (body === undefined)
    return method === 'GET' || method === 'DELETE' ? `${head}\r\n` : `${head}Content-Length: 0\r\n\r\n`;
  const text = JSON.stringify(body);
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

function answerOf({ method, path }: AriRequest, { status, body }: Reply): unknown {
  if (status >= 300) return new AriError(status, `${method} ${path}`, body);
  try {
    return body ? (JSON.parse(body) as unknown) : undefined;
  } catch (error) {
    return error;
  }
}

/** Whether an error only says that what we commanded is gone or over, which is what we wanted or will be told as an event. */
export const isGone = (error: unknown): boolean =>
  error instanceof AriError && (error.status === 404 || error.status === 409 || error.status === 422);
