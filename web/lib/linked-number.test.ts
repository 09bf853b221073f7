import { describe, expect, it, test } from 'vitest';
import { createLinkedNumber, numberOfLink } from './linked-number.ts';

const at = (query: string): URL => new URL(`https://bahu.test/${query}`);

test.each<[string, string | null]>([
  ['?dial=tel%3A13900000001', '13900000001'],
  ['?dial=tel:+86-755-1234-5678', '86-755-1234-5678'],
  ['?dial=tel%3A%2B86-755-1234-5678', '+86-755-1234-5678'],
  ['?dial=tel%3A803%3Bext%3D12', '803转12'],
  ['?dial=tel%3A21230812%3Bphone-context%3D%2B852', '+85221230812'],
  ['?dial=tel%3A', null],
  ['?dial=', null],
  ['?dial=%20%0A', null],
  ['', null],
  [`?dial=tel%3A${'1'.repeat(200)}`, '1'.repeat(64)],
  ['?dial=javascript%3Aalert(1)', 'javascript:alert(1)'],
])('[A2.1] the number of %s is %s', (query, expected) => {
  expect(numberOfLink(at(query))).toBe(expected);
});

describe('[A2.1] a linked number', () => {
  function opened(query: string) {
    const forgotten: string[] = [];
    let launch: (address: URL) => void = () => undefined;
    const linked = createLinkedNumber({
      address: at(query),
      forget: (address) => void forgotten.push(address),
      launches: (take) => void (launch = take),
    });
    return { linked, forgotten, launch: (next: string) => launch(at(next)) };
  }

  it('is taken once, and the address forgets it: loaded anew, the page does not bring it back', () => {
    const { linked, forgotten } = opened('customers?search=a&dial=tel%3A110');
    expect([linked.take(), linked.take(), forgotten]).toEqual(['110', null, ['/customers?search=a']]);
    expect(opened('customers').forgotten).toEqual([]);
  });

  it('comes to the window that is there, which is told of it', () => {
    const { linked, launch } = opened('');
    let told = 0;
    const leave = linked.watch(() => void told++);
    launch('?dial=tel%3A10086');
    launch('?other=1');
    expect([told, linked.take()]).toEqual([1, '10086']);
    leave();
    launch('?dial=tel%3A10010');
    expect([told, linked.take()]).toEqual([1, '10010']);
  });

  it('is none where the browser knows of no launches', () => {
    expect(createLinkedNumber({ address: at(''), forget: () => undefined, launches: undefined }).take()).toBeNull();
  });
});
