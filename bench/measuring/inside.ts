/** Looks into a running Node process by its own debugger: its heap after a collection, and what it holds open. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';

/** What a process needs at its start so that it can be looked into: nothing is open until it is. */
export const inspectable = (port: number): Record<string, string> => ({
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --inspect-port=127.0.0.1:${port}`.trim(),
});

const patienceMs = 10_000;

export class Inside {
  private readonly socket: WebSocket;
  private readonly asked = new Map<number, (result: unknown) => void>();
  private next = 1;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const { id, result } = JSON.parse(data.toString()) as { id?: number; result?: unknown };
      if (id !== undefined) this.asked.get(id)?.(result);
    });
    socket.on('error', () => undefined);
  }

  /** @throws when the process cannot be looked into. */
  static async of(pid: number, port: number): Promise<Inside> {
    process.kill(pid, 'SIGUSR1');
    for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await sleep(100)) {
      const found = await fetch(`http://127.0.0.1:${port}/json/list`)
        .then((response) => response.json() as Promise<{ webSocketDebuggerUrl: string }[]>)
        .catch(() => []);
      if (!found[0]) continue;
      const socket = new WebSocket(found[0].webSocketDebuggerUrl);
      await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      return new Inside(socket);
    }
    throw new Error('the server could not be looked into');
  }

  private ask<T>(method: string, params: object = {}): Promise<T> {
    const id = this.next++;
    return new Promise((resolve) => {
      this.asked.set(id, (result) => {
        this.asked.delete(id);
        resolve(result as T);
      });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Megabytes that are in use after everything that is not has been collected. */
  async heapMb(): Promise<number> {
    await this.ask('HeapProfiler.collectGarbage');
    const { usedSize } = await this.ask<{ usedSize: number }>('Runtime.getHeapUsage');
    return usedSize / 1024 / 1024;
  }

  /** How many of what kind keep the process going: sockets, timers, servers. */
  async handles(): Promise<Record<string, number>> {
    const expression =
      'JSON.stringify(process.getActiveResourcesInfo().reduce((all, kind) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {}))';
    const { result } = await this.ask<{ result: { value: string } }>('Runtime.evaluate', { expression });
    return JSON.parse(result.value) as Record<string, number>;
  }

  close(): void {
    this.socket.terminate();
  }
}
