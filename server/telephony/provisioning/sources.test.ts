import { networkInterfaces } from 'node:os';
import { beforeEach, expect, test, vi } from 'vitest';
import type { TrunkRoute } from './push.ts';
import { locate, lookalikes, sourcesOf, trunkAt, trunksAt } from './sources.ts';

/** The name servers of these tests; what is not here cannot be resolved. */
const names: Record<string, string[]> = {
  localhost: ['127.0.0.1'],
  'sip.one.example': ['203.0.113.5', '203.0.113.6'],
  'sip.six.example': ['2001:db8::5'],
  'own.example': [ownAddress()],
};
const lookedUp: string[] = [];
vi.mock('node:dns/promises', () => ({
  lookup: async (name: string) => {
    lookedUp.push(name);
    if (!names[name]) throw new Error('ENOTFOUND');
    return names[name].map((address) => ({ address }));
  },
}));
beforeEach(() => void lookedUp.splice(0));

function ownAddress(): string {
  return Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4')!.address;
}

const trunk = (id: string, host: string, port = 5060, kind: TrunkRoute['kind'] = 'peer'): TrunkRoute => ({
  id,
  host,
  port,
  kind,
  account: null,
  secret: null,
  channels: 1,
});

test.each<[string, TrunkRoute, TrunkRoute[], string[]]>([
  ['an address of its own, from any port', trunk('a', '203.0.113.5'), [trunk('b', '203.0.113.6')], ['203.0.113.5']],
  [
    'a name of its own, from any port of whatever it means',
    trunk('a', 'sip.one.example'),
    [trunk('b', '203.0.113.7')],
    ['sip.one.example'],
  ],
  [
    'an address that another trunk has, from its port',
    trunk('a', '203.0.113.5'),
    [trunk('b', '203.0.113.5', 5080)],
    ['203.0.113.5:5060'],
  ],
  [
    'an address that another trunk names, from its port',
    trunk('a', '203.0.113.5'),
    [trunk('b', 'sip.one.example', 5080)],
    ['203.0.113.5:5060'],
  ],
  [
    'a name of an address that another trunk has, from its port',
    trunk('a', 'sip.one.example', 5080),
    [trunk('b', '203.0.113.6')],
    ['203.0.113.5:5080', '203.0.113.6:5080'],
  ],
  [
    'a name that another trunk writes otherwise, from its port',
    trunk('a', 'SIP.one.example'),
    [trunk('b', 'sip.One.example', 5080)],
    ['203.0.113.5:5060', '203.0.113.6:5060'],
  ],
  [
    'a name that nobody can resolve now, as Asterisk finds it later',
    trunk('a', 'away.example'),
    [trunk('b', '203.0.113.5')],
    ['away.example'],
  ],
  [
    'an address of version 6 that another trunk writes otherwise, from its port',
    trunk('a', '2001:DB8:0::5'),
    [trunk('b', 'sip.six.example', 5080)],
    ['[2001:db8:0::5]:5060'],
  ],
  ['an address of this machine, from its port', trunk('a', '127.0.0.2', 5062), [], ['127.0.0.2:5062']],
  ['the loopback of version 6, from its port', trunk('a', '::1', 5062), [], ['[::1]:5062']],
  ['a name that is this machine, from its port', trunk('a', 'localhost', 5062), [], ['127.0.0.1:5062']],
  [
    "a name of one of this machine's addresses, from its port",
    trunk('a', 'own.example', 5062),
    [],
    [`${ownAddress()}:5062`],
  ],
  [
    'a registration at the address and port of another trunk, by its line alone',
    trunk('a', '203.0.113.5', 5060, 'register'),
    [trunk('b', 'sip.one.example')],
    [],
  ],
  [
    'a registration with a port of its own, from it',
    trunk('a', '203.0.113.5', 5060, 'register'),
    [trunk('b', '203.0.113.5', 5080)],
    ['203.0.113.5:5060'],
  ],
])('[S1] [P2] the calls of a trunk come from %s', async (_what, one, others, sources) => {
  const all = await locate([one, ...others]);
  expect(sourcesOf(all[0]!, all)).toEqual(sources);
});

test('[S1] the trunk of a source is the one with its port, or the only one with its address', async () => {
  const all = await locate([
    trunk('a', '203.0.113.5'),
    trunk('b', 'sip.one.example', 5080),
    trunk('c', '203.0.113.7'),
    trunk('d', '127.0.0.2', 5062),
  ]);
  const at = (source: string) => trunkAt(source, all)?.id ?? null;
  expect([at('203.0.113.5:5080'), at('203.0.113.5:9999'), at('203.0.113.6:9999')]).toEqual(['b', null, 'b']);
  expect([at('203.0.113.7:9999'), at('203.0.113.9:5060'), at('rubbish')]).toEqual(['c', null, null]);
  expect([at('127.0.0.2:5062'), at('127.0.0.2:9999')]).toEqual(['d', null]);
});

test('[S1] two trunks without registrations at one address and port cannot be told apart, however it is written; others can', async () => {
  const [one, ...others] = await locate([
    trunk('a', 'sip.one.example'),
    trunk('b', 'SIP.one.example'),
    trunk('c', 'sip.one.example', 5080),
    trunk('d', 'sip.one.example', 5060, 'register'),
    trunk('e', '203.0.113.6'),
    trunk('f', '203.0.113.7'),
  ]);
  expect(lookalikes(one!, [one!, ...others]).map(({ id }) => id)).toEqual(['b', 'e']);
  expect(lookalikes(others[2]!, [one!, ...others])).toEqual([]);
});

test('[P2] a carrier is at each address that its name means, and each name is looked up once', async () => {
  const all = await locate([
    trunk('a', 'sip.one.example'),
    trunk('b', 'SIP.one.example', 5080),
    trunk('c', '203.0.113.7'),
  ]);
  expect(lookedUp).toEqual(['sip.one.example']);
  const at = (address: string) => trunksAt([address], all).map(({ id }) => id);
  expect([at('203.0.113.6'), at('203.0.113.7'), at('203.0.113.8')]).toEqual([['a', 'b'], ['c'], []]);
});
