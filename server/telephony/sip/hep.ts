/** Copies of SIP messages as Asterisk's res_hep sends them: HEP version 3, one message per datagram, chunks of vendor, type, length and value. */

export interface CopiedMessage {
  /** `address:port` of who sent it and of whom it was for. */
  from: string;
  to: string;
  key: string;
  text: string;
}

const chunk = {
  sourceIp4: 3,
  targetIp4: 4,
  sourceIp6: 5,
  targetIp6: 6,
  sourcePort: 7,
  targetPort: 8,
  key: 0x0e,
  payload: 0x0f,
} as const;
const headBytes = 6;

/** One datagram, or null when it is none of ours. Never throws, whatever the bytes. */
export function readCopiedMessage(datagram: Buffer): CopiedMessage | null {
  if (
    datagram.length < headBytes ||
    datagram.toString('latin1', 0, 4) !== 'HEP3' ||
    datagram.readUInt16BE(4) > datagram.length
  )
    return null;
  const chunks = new Map<number, Buffer>();
  for (let at = headBytes; at + headBytes <= datagram.length;) {
    const length = datagram.readUInt16BE(at + 4);
    if (length < headBytes || at + length > datagram.length) return null;
    chunks.set(datagram.readUInt16BE(at + 2), datagram.subarray(at + headBytes, at + length));
    at += length;
  }
  const text = (type: number): string => chunks.get(type)?.toString('utf8') ?? '';
  return {
    from: addressOf(chunks.get(chunk.sourceIp4), chunks.get(chunk.sourceIp6), chunks.get(chunk.sourcePort)),
    to: addressOf(chunks.get(chunk.targetIp4), chunks.get(chunk.targetIp6), chunks.get(chunk.targetPort)),
    key: text(chunk.key),
    text: text(chunk.payload),
  };
}

function addressOf(ip4: Buffer | undefined, ip6: Buffer | undefined, port: Buffer | undefined): string {
  const host = ip4
    ? [...ip4].join('.')
    : ip6
      ? `[${
          ip6
            .toString('hex')
            .match(/.{1,4}/g)
            ?.join(':') ?? ''
        }]`
      : '';
  return `${host}:${port && port.length >= 2 ? port.readUInt16BE(0) : 0}`;
}
