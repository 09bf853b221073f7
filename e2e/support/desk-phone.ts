/**
 * A desk phone as far as it registers, says that it is there and takes every call at once, with the first codec that it is offered: what it answers, and from
 * where it registers, is said by the test. UDP.
 */
import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { SipAccess } from './agent-client.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const parameterOf = (text: string, name: string): string =>
  new RegExp(`${name}="?([^",\\s]+)`, 'i').exec(text)?.[1] ?? '';

export class DeskPhone {
  /** Whether OPTIONS are answered. */
  isThere = true;
  /** The codecs of the latest call in the order in which they were offered, by their numbers. */
  offered: number[] = [];
  /** What the latest packet of sound was in; null before the first one of a call. */
  spoken: number | null = null;
  private readonly access: SipAccess;
  private readonly server: { address: string; port: number };
  private socket: Socket | null = null;
  private sound: Socket | null = null;
  private answered: (text: string) => void = () => undefined;
  private sequence = 0;

  constructor(access: SipAccess, server: { address: string; port: number }) {
    this.access = access;
    this.server = server;
  }

  /** Takes a port, another one each time; what comes to the old one is not answered any more. */
  async open(): Promise<void> {
    this.close();
    const [socket, sound] = [createSocket('udp4'), createSocket('udp4')];
    [this.socket, this.sound] = [socket, sound];
    socket.on('message', (packet) => this.take(socket, packet.toString('latin1')));
    sound.on('message', (packet) => (this.spoken = packet[1]! & 0x7f));
    for (const one of [socket, sound])
      await new Promise<void>((resolve) => {
        one.bind(0, '127.0.0.1', resolve);
      });
  }

  close(): void {
    this.socket?.close();
    this.sound?.close();
    this.socket = null;
    this.sound = null;
  }

  private take(socket: Socket, text: string): void {
    if (text.startsWith('SIP/2.0 ')) return this.answered(text);
    if (!this.isThere || !/^(?:OPTIONS|INVITE|BYE) /.test(text)) return;
    const lines = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
      (name) => new RegExp(`^${name}:.*$`, 'im').exec(text)![0],
    );
    const isCall = text.startsWith('INVITE ');
    const sdp = isCall ? this.answerTo(text) : '';
    const { address, port } = socket.address();
    const ofCall = isCall ? `Contact: <sip:701@${address}:${port}>\r\nContent-Type: application/sdp\r\n` : '';
    socket.send(
      `SIP/2.0 200 OK\r\n${lines.join('\r\n').replace(/^(To:(?!.*;tag=).*)$/im, '$1;tag=own')}\r\n${ofCall}Content-Length: ${sdp.length}\r\n\r\n${sdp}`,
      this.server.port,
      this.server.address,
    );
  }

  private answerTo(invite: string): string {
    const { address, port } = this.sound!.address();
    this.offered = /^m=audio \d+ \S+ ([\d ]+)/m.exec(invite)![1]!.split(' ').map(Number);
    this.spoken = null;
    return [
      'v=0',
      `o=- 1 1 IN IP4 ${address}`,
      's=-',
      `c=IN IP4 ${address}`,
      't=0 0',
      `m=audio ${port} RTP/AVP ${this.offered[0]}`,
      '',
    ].join('\r\n');
  }

  /** Registers for so many seconds; resolves with the final status. */
  async register(seconds = 300): Promise<number> {
    const challenge = await this.ask(seconds, '');
    const [realm, nonce, opaque] = ['realm', 'nonce', 'opaque'].map((name) => parameterOf(challenge, name));
    const { username, password } = this.access;
    const response = md5(
      `${md5(`${username}:${realm}:${password}`)}:${nonce}:00000001:abc:auth:${md5('REGISTER:sip:bahu')}`,
    );
    const answer = await this.ask(
      seconds,
      `Authorization: Digest username="${username}",realm="${realm}",nonce="${nonce}",uri="sip:bahu",response="${response}",` +
        `algorithm=MD5,qop=auth,nc=00000001,cnonce="abc"${opaque ? `,opaque="${opaque}"` : ''}\r\n`,
    );
    return Number(answer.split(' ')[1]);
  }

  private ask(seconds: number, authorization: string): Promise<string> {
    const socket = this.socket!;
    const { address, port } = socket.address();
    const uri = `sip:${this.access.username}@bahu`;
    this.sequence++;
    const answer = new Promise<string>((resolve) => {
      this.answered = resolve;
    });
    socket.send(
      `REGISTER sip:bahu SIP/2.0\r\nVia: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${port}x${this.sequence};rport\r\nMax-Forwards: 70\r\nFrom: <${uri}>;tag=${this.sequence}\r\n` +
        `To: <${uri}>\r\nCall-ID: ${this.access.username}\r\nCSeq: ${this.sequence} REGISTER\r\nContact: <sip:701@${address}:${port}>\r\nExpires: ${seconds}\r\n${authorization}` +
        'Content-Length: 0\r\n\r\n',
      this.server.port,
      this.server.address,
    );
    return answer;
  }
}
