import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressFault,
  exampleValues,
  fillAddress,
  originOf,
  signedText,
  withParameter,
  type AddressFault,
  type AddressValues,
} from './template.ts';

const base = 'https://erp.example.com';

describe('an address of a third-party page', () => {
  test.each([
    base,
    `${base}/`,
    `${base}:8443/crm/{number}/{direction}?agent={agent}&name={customerName}#/customers`,
    `${base}/a-{customer}.html?q=x%20y`,
    'https://10.0.0.8/erp?phone={number}',
    'HTTPS://ERP.EXAMPLE.COM/?phone={number}',
    'https://xn--fiq228c.example/?phone={number}',
  ])('[A3] %s is one', (text) => {
    expect(addressFault(text)).toBeNull();
  });

  test.each<[AddressFault, string]>([
    ['scheme', ''],
    ['scheme', 'javascript:alert(1)'],
    ['scheme', 'javascript://erp.example.com/%0aalert(1)'],
    ['scheme', 'JaVaScRiPt:alert(document.cookie)'],
    ['scheme', 'data:text/html,x'],
    ['scheme', 'http://erp.example.com/'],
    ['scheme', '//erp.example.com/'],
    ['scheme', '/customers'],
    ['scheme', 'https:/erp.example.com'],
    ['scheme', 'https:erp.example.com'],
    ['scheme', 'ftp://erp.example.com/'],
    ['scheme', 'https:///erp.example.com'],
    ['credentials', 'https://user@erp.example.com/'],
    ['credentials', 'https://user:password@erp.example.com/'],
    ['credentials', 'https://erp.example.com@evil.example/'],
    ['credentials', 'https://{number}@evil.example/'],
    ['characters', 'https://erp.example.com\\@evil.example/'],
    ['characters', 'https://erp.example.com/a\nb'],
    ['characters', 'java\nscript:alert(1)'],
    ['characters', ' https://erp.example.com/'],
    ['characters', 'https://erp.example.com/\t'],
    ['characters', 'https://erp.example.com/\u0000'],
    ['characters', 'https://erp.example.com/\u202e'],
    ['characters', 'https://еrp.example.com/'],
    ['characters', 'https://erp。example.com/'],
    ['characters', 'https://erp.example.com/客户'],
    ['characters', 'https://erp.example.com/"><script>'],
    ['characters', 'https://erp.example.com/%zz'],
    ['characters', 'https://erp.example.com/?a=%ff'],
    ['characters', 'https://erp.example.com/?a=%e6{number}%9e%97'],
    ['host', 'https://erp/'],
    ['host', 'https://erp.example.com./'],
    ['host', 'https://-erp.example.com/'],
    ['host', 'https://erp..example.com/'],
    ['host', 'https://2130706433/'],
    ['host', 'https://0x7f000001/'],
    ['host', 'https://0x7f.0.0.0x1/'],
    ['host', 'https://0177.0.0.1/'],
    ['host', 'https://10.1/'],
    ['host', 'https://256.0.0.1/'],
    ['host', 'https://0.0.0.0/'],
    ['host', 'https://169.254.169.254/latest'],
    ['host', 'https://224.0.0.1/'],
    ['host', 'https://[::ffff:127.0.0.1]/'],
    ['host', 'https://erp.example.com:0/'],
    ['host', 'https://erp.example.com:99999/'],
    ['host', 'https://erp.example.com:80:80/'],
    ['host', 'https://erp.%65xample.com/'],
    ['host', `https://${'a.'.repeat(130)}example/`],
    ['loopback', 'https://localhost/'],
    ['loopback', 'https://LOCALHOST:8800/'],
    ['loopback', 'https://erp.localhost/'],
    ['loopback', 'http://127.0.0.1:8800/'],
    ['loopback', 'https://127.1.2.3/'],
    ['loopback', 'https://[::1]/'],
    ['path', `${base}/a/../b`],
    ['path', `${base}/./b`],
    ['path', `${base}/%2e%2E/b`],
    ['path', `${base}/a/.{number}/b`],
    ['variable', `${base}/?a={password}`],
    ['variable', `${base}/?a={number`],
    ['variable', `${base}/?a={{number}}`],
    ['variable', `${base}/?a={}`],
    ['variable-place', 'https://{number}.example.com/'],
    ['variable-place', 'https://erp.example.com:{extension}/'],
    ['variable-place', `${base}/{customerName}`],
    ['variable-place', `${base}/{agent}`],
    ['variable-place', `${base}/?{number}=1`],
    ['variable-place', `${base}/?{number}`],
    ['variable-place', `${base}/#/{number}`],
    ['reserved', `${base}/?signature=x`],
    ['reserved', `${base}/?a=1&signed%5Fat=2`],
    ['too-long', `${base}/${'a'.repeat(1000)}`],
    ['too-long', `${base}/${'{number}'.repeat(1_000_000)}`],
  ])('[A3] has a fault: %s, %j', (fault, text) => {
    expect(addressFault(text)).toBe(fault);
  });

  test('[A3] of this very machine is one where developers work, without TLS too', () => {
    for (const text of ['http://127.0.0.1:8800/x', 'https://localhost:1/', 'http://[::1]:9/'])
      expect(addressFault(text, true)).toBeNull();
    expect(addressFault('http://erp.localhost/', true)).toBe('loopback');
    expect(addressFault('http://erp.example.com/', true)).toBe('scheme');
  });

  test('[A3] leads to the same origin, path and parameters whatever stands in its values', () => {
    const template = `${base}:8443/crm/{number}/x?agent={agent}&name={customerName}&c={call}`;
    const value = fc.string({ unit: 'binary', maxLength: 200 });
    const values = fc.record(
      Object.fromEntries(Object.keys(exampleValues).map((name) => [name, value])),
    ) as fc.Arbitrary<Record<string, string>>;
    fc.assert(
      fc.property(values, (random) => {
        // In a path stand numbers, ids and words of ours alone.
        const given = { ...exampleValues, ...random, number: '+8613900000001' } as AddressValues;
        const url = new URL(fillAddress(template, given));
        expect([url.origin, url.pathname.split('/').length, url.hash]).toEqual([`${base}:8443`, 4, '']);
        expect([...url.searchParams.keys()]).toEqual(['agent', 'name', 'c']);
        expect(url.searchParams.get('name')).toBe(given.customerName.replace(/\p{Surrogate}/gu, '\uFFFD'));
      }),
    );
  });

  test.each([
    ['https://ERP.example.com:8443/x?y', 'https://erp.example.com:8443'],
    ['https://erp.example.com?y', 'https://erp.example.com'],
    ['http://127.0.0.1:9#z', 'http://127.0.0.1:9'],
  ])('[A3] %s leads to %s', (text, origin) => {
    expect(originOf(text)).toBe(origin);
    expect(new URL(text).origin).toBe(origin);
  });
});

describe('what is signed of an address', () => {
  test.each([
    [base, '/\n'],
    [`${base}/a/b?z=1&a=2&a=1&&signature=ff&e`, '/a/b\na=1&a=2&e=&z=1'],
    [`${base}/?a=x%20y&b=x+y&c=%e6%9e%97&d='(1)'`, '/\na=x%20y&b=x%20y&c=%E6%9E%97&d=%27%281%29%27'],
    [`${base}/?a=b=c#/x?z=1`, '/\na=b%3Dc'],
  ])('[A3] %s', (address, text) => {
    expect(signedText(address)).toBe(text);
  });

  test('[A3] is another one as soon as any value is', () => {
    const template = `${base}/{number}?d={direction}&n={customerName}`;
    const of = (change: Partial<AddressValues>) => signedText(fillAddress(template, { ...exampleValues, ...change }));
    const texts = [of({}), of({ number: '1' }), of({ direction: 'outbound' }), of({ customerName: '林' })];
    expect(new Set(texts).size).toBe(4);
  });
});

test.each([
  [base, `${base}?a=1%262`],
  [`${base}/?b=2`, `${base}/?b=2&a=1%262`],
  [`${base}/#/x`, `${base}/?a=1%262#/x`],
])('[A3] a parameter stands behind what an address has: %s', (address, expected) => {
  expect(withParameter(address, 'a', '1&2')).toBe(expected);
});
