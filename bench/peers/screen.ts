/** A screen that watches everything that an agent's page shows, and only counts what it is told. */
import WebSocket from 'ws';
import { sitePassword } from '@bahu/e2e/support/small-tenant.ts';
import type { ClientFrame } from '@bahu/contract/realtime.ts';

export class Screen {
  frames = 0;
  bytes = 0;
  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.frames++;
      this.bytes += data.length;
    });
    socket.on('error', () => undefined);
  }

  static async open(url: string, account: string): Promise<Screen> {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: sitePassword }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (!cookie) throw new Error(`sign-in answered ${response.status}`);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { headers: { origin: url, cookie } });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const wanted: ClientFrame = { subscribe: ['desk', 'presence', 'queues', 'records'] };
    const screen = new Screen(socket);
    socket.send(JSON.stringify(wanted));
    return screen;
  }

  close(): void {
    this.socket.terminate();
  }
}
