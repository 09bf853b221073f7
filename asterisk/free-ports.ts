/** Ports that nobody uses at this moment, for instances that live only for a test. */
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';

/** One for SIP, one for HTTP, and a range for RTP; the first and the range are UDP ports of `address`. */
export async function freePorts(
  address = '127.0.0.1',
): Promise<{ sip: number; http: number; rtp: { from: number; to: number } }> {
  const rtp = (await freeUdpPort(address)) & ~1;
  const from = Math.min(rtp, 64_000);
  return { sip: await freeUdpPort(address), http: await freeTcpPort(), rtp: { from, to: from + 999 } };
}

const freeTcpPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const freeUdpPort = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, address, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
