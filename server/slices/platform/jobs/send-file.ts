/** Answers bytes to be saved under a name that people gave. */
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export interface SentFile {
  name: string;
  content: Readable;
  /** What it is; by the ending of its name when absent. */
  type?: string;
}

const types: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** RFC 6266: the name in UTF-8, and its plain letters for those who do not know that form. */
export function sendFile(reply: FastifyReply, { name, content, type }: SentFile): FastifyReply {
  const plain = name.replace(/[^\w.-]+/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return reply
    .headers({
      'content-type': type ?? types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
    })
    .send(content);
}
