/** A page that is connected to `/realtime`, for tests. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerFrame } from '@bahu/contract/realtime.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';

export type Frame = Extract<ServerFrame, { topic: string }>;
export interface Reader {
  socket: WebSocket;
  frames: ServerFrame[];
  send(frame: unknown): void;
  /** The frames when there are at least so many. */
  received(count: number): Promise<ServerFrame[]>;
  /** Everything sent before has arrived when the answer to a ping has. */
  settled(): Promise<Frame[]>;
  closed: Promise<number>;
}

/** Connects to a server that listens at `address` (host:port), as a user or as nobody. */
export async function connectReader(
  address: string,
  user: TestUser | null,
  headers: Record<string, string> = {},
): Promise<Reader> {
  const socket = new WebSocket(`ws://${address}/realtime`, {
    headers: { origin: `http://${address}`, ...(user && { cookie: user.cookie }), ...headers },
  });
  const frames: ServerFrame[] = [];
  let notice: () => void = () => undefined;
  socket.on('message', (data) => {
    frames.push(JSON.parse((data as Buffer).toString()) as ServerFrame);
    notice();
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  let pings = 0;
  const received = async (count: number) => {
    while (frames.length < count) {
      await new Promise<void>((resolve) => {
        notice = resolve;
      });
    }
    return frames;
  };
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const settled = async () => {
    const ping = ++pings;
    send({ ping });
    while (!frames.some((frame) => 'pong' in frame && frame.pong === ping)) await received(frames.length + 1);
    return frames.filter((frame): frame is Frame => 'topic' in frame);
  };
  return { socket, frames, send, received, settled, closed };
}

/** A server that listens for the tests of a file, at `address`; pages that they connect are closed after each of them. */
export async function openRealtime(): Promise<{
  server: TestServer;
  address: string;
  connect: (user: TestUser | null, headers?: Record<string, string>) => Promise<Reader>;
}> {
  const server = await createTestServer();
  afterAll(() => server.stop());
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  const open: WebSocket[] = [];
  afterEach(() => open.splice(0).forEach((socket) => socket.terminate()));
  const connect = async (user: TestUser | null, headers: Record<string, string> = {}): Promise<Reader> => {
    const reader = await connectReader(address, user, headers);
    open.push(reader.socket);
    return reader;
  };
  return { server, address, connect };
}
