/** How test files about the files of records open: a field of files at customers and at follow-ups, and what sends, saves and reads. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import type { TestServer, TestUser } from '../../../test-server.ts';
import { plainField } from '../fields/test-field.ts';

export const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('png')]);
export const pdf = Buffer.from('%PDF-1.4 内容');

const definition = (owner: string, key: string, change: object) =>
  plainField({ owner, key, type: 'file', labels: { zh: `附件 ${key}`, en: `Files ${key}` }, ...change });

export function drivenFiles(server: TestServer) {
  let phones = 0;
  const ask = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, body?: object) =>
    server.request(user, method, `/api${url}`, body);
  const send = (
    user: TestUser,
    name: string,
    payload: InjectOptions['payload'],
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> =>
    server.app.inject({
      method: 'POST',
      url: `/api/attachments?name=${encodeURIComponent(name)}`,
      headers: { cookie: user.cookie, 'content-type': 'application/octet-stream', ...headers },
      ...(payload !== undefined && { payload }),
    });
  return {
    ask,
    send,
    design: async (owner: 'customers' | 'follow-ups', key: string, change: object = {}): Promise<string> => {
      const reply = await ask(server.tenant.administrator, 'POST', '/fields', definition(owner, key, change));
      expect(reply.statusCode, reply.body).toBe(200);
      return reply.json<{ id: string }>().id;
    },
    sent: async (user: TestUser, name = '合同.pdf', bytes: Buffer = pdf): Promise<Attachment> => {
      const reply = await send(user, name, bytes);
      expect(reply.statusCode, reply.body).toBe(200);
      return reply.json<Attachment>();
    },
    /** A customer of whoever makes them. */
    customer: async (user: TestUser, fields: object = {}): Promise<Customer> => {
      phones += 1;
      const phone = `154${String(phones).padStart(8, '0')}`;
      const reply = await ask(user, 'POST', '/customers', { name: `客户${phones}`, phone, fields });
      expect(reply.statusCode, reply.body).toBe(200);
      return reply.json<Customer>();
    },
    /** What the server answers to saving these fields of a customer as they are now. */
    save: async (user: TestUser, id: string, fields: object): Promise<LightMyRequestResponse> => {
      const { version } = (await ask(server.tenant.administrator, 'GET', `/customers/${id}`)).json<Customer>();
      return ask(user, 'PATCH', `/customers/${id}`, { version, fields });
    },
    read: (user: TestUser, { id }: Pick<Attachment, 'id'>, query = '') =>
      ask(user, 'GET', `/attachments/${id}${query}`),
    rows: () =>
      server.database.asOwner<{ id: string; record_id: string | null; state: string; path: string }>(
        'select id, record_id, state, path from attachments order by id',
      ),
    /** Names of all files of the tenant, unfinished ones too. */
    kept: async (): Promise<string[]> => {
      const months = new Set(
        (await server.database.asOwner<{ month: string }>("select to_char(now(), 'YYYY-MM') as month")).map(
          ({ month }) => month,
        ),
      );
      const lists = [...months].map((month) => server.files.list(server.tenant.id, `attachments/${month}`));
      return (await Promise.all(lists)).flat().map(({ name }) => name);
    },
  };
}
