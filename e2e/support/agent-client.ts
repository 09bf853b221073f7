/** An agent without a screen: signs in over HTTP, watches their desk over the realtime socket, commands like the phone bar does. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { IssuedDeskPhone } from '@bahu/contract/desk-phones.ts';
import type { DeskState, LiveChannel, ServerFrame } from '@bahu/contract/realtime.ts';
import { patienceMs } from './patience.ts';
import { sitePassword } from './small-tenant.ts';

export interface Answer {
  status: number;
  body: unknown;
}

/** With what a telephone registers. */
export interface SipAccess {
  username: string;
  password: string;
}

export class AgentClient {
  readonly url: string;
  readonly account: string;
  private cookie = '';
  private socket: WebSocket | null = null;
  desk: DeskState | null = null;
  /** Those of live calls, once they are watched. */
  channels: readonly LiveChannel[] = [];
  /** Every state of the desk in order. */
  readonly seen: DeskState[] = [];

  constructor(url: string, account: string) {
    this.url = url;
    this.account = account;
  }

  async request(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        origin: this.url,
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie()[0];
    if (cookie) this.cookie = cookie.split(';')[0]!;
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  async download(path: string): Promise<ArrayBuffer> {
    const response = await fetch(`${this.url}/api${path}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.arrayBuffer();
  }

  /** Bytes as they are. */
  async send<Reply>(path: string, bytes: Buffer): Promise<Reply> {
    const response = await fetch(`${this.url}/api${path}`, {
      method: 'POST',
      headers: { origin: this.url, cookie: this.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Reply;
  }

  async signIn(): Promise<void> {
    const { status } = await this.request('POST', '/session', { account: this.account, password: sitePassword });
    if (status !== 200) throw new Error(`sign-in answered ${status}`);
  }

  /** Watches the desk; again after the server was away. */
  async watch(): Promise<void> {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/realtime`, {
      headers: { origin: this.url, cookie: this.cookie },
    });
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if ('topic' in frame && frame.topic === 'channels') this.channels = frame.value.channels;
      if (!('topic' in frame) || frame.topic !== 'desk') return;
      this.desk = frame.value;
      this.seen.push(frame.value);
    });
    socket.on('error', () => undefined);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('close', () => reject(new Error('the realtime socket was refused')));
    });
    socket.send(JSON.stringify({ subscribe: ['desk'] }));
  }

  /** Watches the channels of live calls too. */
  watchChannels(): void {
    this.socket?.send(JSON.stringify({ subscribe: ['channels'] }));
  }

  /** A desk phone with a new secret, with which the agent works from now on. */
  async issueDeskPhone(): Promise<SipAccess> {
    const ask = async (method: string, path: string, content?: object): Promise<unknown> => {
      const { status, body } = await this.request(method, path, content);
      if (status !== 200) throw new Error(`${method} ${path} answered ${status} ${JSON.stringify(body)}`);
      return body;
    };
    const { of, secret } = (await ask('POST', '/desk/phone')) as IssuedDeskPhone;
    await ask('PUT', '/desk/phone', { isUsed: true });
    await ask('POST', '/desk/softphone');
    return { username: of.account, password: secret };
  }

  async until(what: (desk: DeskState) => boolean): Promise<DeskState> {
    const deadline = performance.now() + patienceMs;
    while (!this.desk || !what(this.desk)) {
      if (performance.now() > deadline)
        throw new Error(`waited ${patienceMs} ms in vain; the desk is ${JSON.stringify(this.desk)}`);
      await sleep(10);
    }
    return this.desk;
  }

  close(): void {
    this.socket?.terminate();
  }
}
