/**
 * Kept-alive HTTP/1.1 connections to Asterisk. Requests that belong together go over one of them in one write and are answered in their order
 * (pipelining, RFC 9112 section 9.3.2): a batch costs one journey instead of one for each request. Asterisk serves each connection with one thread, so
 * batches that have nothing to do with one another take different ones, and one that is slow delays nobody else.
 */
import { connect, type Socket } from 'node:net';
import { readReply, type Reply } from './reply.ts';

export interface ConnectionsOptions {
  host: string;
  port: number;
  /** Connections at most; further batches wait for one. */
  most: number;
  /** Milliseconds that each answer may take. */
  replyMs: number;
  /** Milliseconds after which an unused connection is closed: less than the other side would wait. */
  idleMs: number;
}

interface Batch {
  requests: readonly string[];
  replies: Reply[];
  /** It may begin once more on another connection. */
  mayRepeat: boolean;
  settle: (replies: readonly (Reply | Error)[]) => void;
}

export class Connections {
  private readonly options: ConnectionsOptions;
  private readonly open = new Set<Connection>();
  /** Connections without a batch. The one used last comes first, so that those that are not needed close. */
  private readonly free: Connection[] = [];
  private readonly waiting: Batch[] = [];
  private isClosed = false;

  constructor(options: ConnectionsOptions) {
    this.options = options;
  }

  /**
   * Sends requests, each a whole message as HTTP writes it, in order. Resolves to the answer of each, or to the error of the connection for
   * those that were not answered. Never rejects.
   */
  exchange(requests: readonly string[]): Promise<readonly (Reply | Error)[]> {
    return new Promise((settle) => this.give({ requests, replies: [], mayRepeat: true, settle }));
  }

  private give(batch: Batch): void {
    if (this.isClosed) return fail(batch, new Error('the connections to the media server are closed'));
    const connection = this.free.pop() ?? (this.open.size < this.options.most ? this.connect() : undefined);
    if (connection) connection.send(batch);
    else this.waiting.push(batch);
  }

  private connect(): Connection {
    const connection = new Connection(this.options, {
      free: () => {
        const next = this.waiting.shift();
        if (next) connection.send(next);
        else this.free.push(connection);
      },
      ended: (unanswered, error) => {
        this.open.delete(connection);
        const at = this.free.indexOf(connection);
        if (at >= 0) this.free.splice(at, 1);
        if (unanswered) this.again(unanswered, error);
        const next = this.waiting.shift();
        if (next) this.give(next);
      },
    });
    this.open.add(connection);
    return connection;
  }

  /** A connection that was closed while it lay idle, or with its last answer, has not taken what was written to it afterwards. */
  private again(batch: Batch, error: Error | null): void {
    if (error !== null) return fail(batch, error);
    const rest = batch.requests.slice(batch.replies.length);
    this.give({
      requests: rest,
      replies: [],
      mayRepeat: false,
      settle: (replies) => batch.settle([...batch.replies, ...replies]),
    });
  }

  /** Ends all connections; what is not answered yet fails. */
  close(): void {
    this.isClosed = true;
    for (const connection of this.open) connection.end(new Error('the connections to the media server were closed'));
    for (const batch of this.waiting.splice(0))
      fail(batch, new Error('the connections to the media server were closed'));
  }
}

function fail({ requests, replies, settle }: Batch, error: Error): void {
  settle([...replies, ...requests.slice(replies.length).map(() => error)]);
}

interface Owner {
  free(): void;
  /** `error` is null where what is left of the batch was not taken and may go elsewhere. */
  ended(unanswered: Batch | null, error: Error | null): void;
}

class Connection {
  private readonly socket: Socket;
  private readonly options: ConnectionsOptions;
  private readonly owner: Owner;
  private batch: Batch | null = null;
  private served = 0;
  private hasEnded = false;
  private received: Buffer[] = [];
  private size = 0;
  /** Bytes that must be there before looking again pays. */
  private needed = 0;

  constructor(options: ConnectionsOptions, owner: Owner) {
    this.options = options;
    this.owner = owner;
    this.socket = connect({ host: options.host, port: options.port, noDelay: true });
    this.socket.on('data', (bytes) => this.take(bytes));
    this.socket.on('timeout', () =>
      this.end(new Error(`the media server did not answer within ${options.replyMs} ms`)),
    );
    this.socket.on('error', (error) => this.end(this.wasStale() ? null : error));
    this.socket.on('close', () =>
      this.end(this.wasStale() ? null : new Error('the media server closed the connection')),
    );
  }

  send(batch: Batch): void {
    this.batch = batch;
    this.socket.setTimeout(this.options.replyMs);
    this.socket.write(batch.requests.join(''));
  }

  /** Whether the other side had closed before it saw anything of the batch. */
  private wasStale(): boolean {
    return (
      this.served > 0 &&
      this.batch !== null &&
      this.batch.mayRepeat &&
      this.batch.replies.length === 0 &&
      this.size === 0
    );
  }

  private take(bytes: Buffer): void {
    this.received.push(bytes);
    this.size += bytes.length;
    if (this.size < this.needed) return;
    let data = this.received.length === 1 ? bytes : Buffer.concat(this.received);
    this.needed = 0;
    while (this.batch && data.length > 0 && this.needed === 0) {
      const found = readReply(data);
      if (found instanceof Error) return this.end(found);
      if (typeof found === 'number') this.needed = found;
      else {
        data = data.subarray(found.length);
        this.answered(this.batch, found);
      }
    }
    this.received = data.length > 0 ? [data] : [];
    this.size = data.length;
    if (!this.batch) this.rest();
  }

  private answered(batch: Batch, reply: Reply): void {
    batch.replies.push(reply);
    const isDone = batch.replies.length === batch.requests.length;
    if (isDone) {
      this.batch = null;
      this.served++;
      batch.settle(batch.replies);
    }
    // It takes nothing more, so what was sent after this is not lost with it.
    if (reply.isLast) this.end(null);
  }

  /** Without a batch. */
  private rest(): void {
    if (this.hasEnded) return;
    if (this.size > 0) return this.end(new Error('the media server answered what was not asked'));
    this.socket.setTimeout(this.options.idleMs);
    this.owner.free();
  }

  end(error: Error | null): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const unanswered = this.batch;
    this.batch = null;
    this.socket.destroy();
    this.owner.ended(unanswered, error);
  }
}
