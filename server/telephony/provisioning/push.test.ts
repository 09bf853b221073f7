/** What the media server is told of a phone, tried on a register that forgets an endpoint some moments after it was removed, as Asterisk does. */
import { expect, test } from 'vitest';
import { AriError, type AriClient } from '../ari/client.ts';
import { pushPhone, removePhone, type PhoneSecret } from './push.ts';

interface Field {
  attribute: string;
  value: string;
}
const phone: PhoneSecret = {
  agentId: '00000000-0000-7000-8000-000000000001',
  secret: 'first',
  kind: 'browser',
  codecs: ['alaw', 'ulaw'],
};

/** `looks`: how often a removed endpoint is still seen; for ever while it has a call. */
function register(looks: number) {
  const objects = new Map<string, Field[]>();
  const told: string[] = [];
  let isDying = 0;
  const request = async (
    method: string,
    path: string,
    _query?: unknown,
    body?: { fields: Field[] },
  ): Promise<unknown> => {
    const [kind = ''] = path.replace('/asterisk/config/dynamic/res_pjsip/', '').split('/');
    if (path.startsWith('/endpoints/')) {
      if (isDying-- <= 0) throw new AriError(404, path, 'unknown');
      return {};
    }
    if (method === 'GET' && objects.has(kind)) return objects.get(kind)!;
    if (method === 'PUT') {
      told.push(kind === 'endpoint' && isDying > 0 ? 'endpoint too early' : kind);
      return objects.set(kind, body!.fields);
    }
    if (!objects.delete(kind)) throw new AriError(404, path, 'unknown');
    told.push(`no ${kind}`);
    if (kind === 'endpoint') isDying = looks;
    return undefined;
  };
  return {
    ari: { request } as unknown as AriClient,
    told,
    field: (kind: string, name: string) => objects.get(kind)?.find(({ attribute }) => attribute === name)?.value,
  };
}

test('[A1.2] new credentials change the password alone, so that a phone in a call is not made anew', async () => {
  const { ari, told, field } = register(3);
  await pushPhone(ari, phone, null, { isNew: true });
  expect(told.splice(0)).toEqual(['auth', 'aor', 'endpoint']);
  await pushPhone(ari, { ...phone, secret: 'second' }, null, { isNew: true });
  expect([told.splice(0), field('auth', 'password')]).toEqual([['auth'], 'second']);
});

test('[A2.10] other codecs make a phone anew with its next credentials, and not before', async () => {
  const { ari, told } = register(3);
  await pushPhone(ari, phone, null, { isNew: true });
  told.length = 0;
  await pushPhone(ari, { ...phone, codecs: ['opus', 'alaw'] }, null);
  expect(told.splice(0)).toEqual(['auth']);
  await pushPhone(ari, { ...phone, codecs: ['opus', 'alaw'] }, null, { isNew: true });
  expect(told).toEqual(['no endpoint', 'no aor', 'no auth', 'auth', 'aor', 'endpoint']);
});

test.each([
  ['some moments', 5],
  ['as long as it has a call', Number.POSITIVE_INFINITY],
])(
  '[A2.4] an endpoint that is seen %s after it was removed is made anew when it is forgotten, or after a second',
  async (_how, looks) => {
    const { ari, told } = register(looks);
    await pushPhone(ari, phone, null);
    await removePhone(ari, phone);
    told.length = 0;
    await pushPhone(ari, phone, null);
    expect(told).toEqual(['auth', 'aor', looks === 5 ? 'endpoint' : 'endpoint too early']);
  },
);
