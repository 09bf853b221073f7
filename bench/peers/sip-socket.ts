/** A UDP port that speaks SIP: sends until answered, hands on what arrives. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { readSip, type AudioAddress, type SipMessage } from './sip-message.ts';

export type SipHandler = (message: SipMessage, from: RemoteInfo) => void;

/** RFC 3261 timer T1 and T2, and how often a request is repeated at most. */
const firstPauseMs = 500;
const longestPauseMs = 4000;
const maxRepeats = 7;
const bufferBytes = 4 * 1024 * 1024;

export class SipSocket {
  readonly address: AudioAddress;
  private readonly socket: Socket = createSocket('udp4');
  private isClosed = false;

  constructor(address: AudioAddress) {
    this.address = address;
  }

  get contact(): string {
    return `${this.address.host}:${this.address.port}`;
  }

  async open(handler: SipHandler): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('error', reject);
      this.socket.bind(this.address.port, this.address.host, resolve);
    });
    this.socket.setRecvBufferSize(bufferBytes);
    this.socket.on('message', (packet, from) => {
      // A keep-alive is an empty line.
      if (packet.length > 4) handler(readSip(packet), from);
    });
  }

  send(packet: Buffer, to: AudioAddress): void {
    this.socket.send(packet, to.port, to.host);
  }

  /** Sends, and again with growing pauses until the returned function is called. `repeated` hears of each repetition. */
  sendUntilAnswered(packet: Buffer, to: AudioAddress, repeated?: () => void): () => void {
    let pauseMs = firstPauseMs;
    let repeats = 0;
    let timer: NodeJS.Timeout;
    const again = (): void => {
      if (this.isClosed || ++repeats > maxRepeats) return;
      repeated?.();
      this.send(packet, to);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      timer = setTimeout(again, pauseMs);
    };
    this.send(packet, to);
    timer = setTimeout(again, pauseMs);
    return () => clearTimeout(timer);
  }

  close(): void {
    this.isClosed = true;
    this.socket.close();
  }
}
