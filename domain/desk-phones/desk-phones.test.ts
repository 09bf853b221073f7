import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linphoneConfiguration } from './linphone.ts';
import { sipServer } from './sip-server.ts';

describe('where telephones register', () => {
  const asked = 'phone.example.com';
  test.each([
    ['loopback, where nothing else can reach it', { address: '127.0.0.1', outside: null }, asked, '127.0.0.1', true],
    [
      'loopback, whatever is announced outside',
      { address: '127.0.0.1', outside: '203.0.113.9' },
      asked,
      '127.0.0.1',
      true,
    ],
    [
      'the address outside, behind address translation',
      { address: '0.0.0.0', outside: '203.0.113.9' },
      asked,
      '203.0.113.9',
      false,
    ],
    ['the one address where we listen', { address: '192.0.2.7', outside: null }, asked, '192.0.2.7', false],
    [
      'an address of the sixth kind, in brackets',
      { address: '2001:db8::7', outside: null },
      asked,
      '[2001:db8::7]',
      false,
    ],
    [
      'on all addresses, the name by which our pages were found',
      { address: '0.0.0.0', outside: null },
      asked,
      asked,
      false,
    ],
    ['the same for the sixth kind', { address: '::', outside: null }, '[2001:db8::7]', '[2001:db8::7]', false],
  ])('[A2.9] is %s', (_what, place, by, host, isLocal) => {
    expect(sipServer({ port: 5060, ...place }, by)).toEqual({ host, port: 5060, isLocal });
  });

  test.each(['', 'a b', 'x"><entry', 'a..b', '-x', 'a'.repeat(254), 'a\r\nb', '[x]', 'a/b'])(
    '[A2.9] is never a name that is none, as %j',
    (by) => {
      expect(sipServer({ address: '0.0.0.0', port: 5060, outside: null }, by).host).toBe('0.0.0.0');
    },
  );
});

describe('what a Linphone reads', () => {
  const account = { account: 'desk-1', secret: 'abc', host: 'phone.example.com', port: 5070, name: '李小明 802' };

  test('[A2.9] is one account, registered at our server', () => {
    const xml = linphoneConfiguration(account);
    expect(xml).toContain(
      '<entry name="reg_proxy" overwrite="true">&lt;sip:phone.example.com:5070;transport=udp&gt;</entry>',
    );
    expect(xml).toContain(
      '<entry name="reg_identity" overwrite="true">&quot;李小明 802&quot; &lt;sip:desk-1@phone.example.com:5070&gt;</entry>',
    );
    expect(xml).toContain('<entry name="passwd" overwrite="true">abc</entry>');
  });

  test('[A2.9] has no entry more and none less, whatever somebody is called', () => {
    const entriesOf = (name: string): number =>
      linphoneConfiguration({ ...account, name }).match(/<entry name="/g)!.length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const xml = linphoneConfiguration({ ...account, name });
        const [, identity = ''] = /name="reg_identity" overwrite="true">([^<]*)</.exec(xml) ?? [];
        expect(entriesOf(name)).toBe(entriesOf('x'));
        // One pair of quotes: nobody's name ends it and puts an address of their own behind.
        expect(identity.split('&quot;')).toHaveLength(3);
        expect(identity.endsWith('&lt;sip:desk-1@phone.example.com:5070&gt;')).toBe(true);
        // XML 1.0 cannot carry them.
        const codes = [...xml].map((character) => character.codePointAt(0)!);
        expect(codes.filter((code) => (code < 0x20 && ![0x9, 0xa, 0xd].includes(code)) || code === 0xfffe)).toEqual([]);
      }),
    );
  });
});
