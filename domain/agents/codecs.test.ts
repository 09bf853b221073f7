import { expect, test } from 'vitest';
import fc from 'fast-check';
import { allowedCodecs, codecs, offeredCodecs } from './codecs.ts';

const anyOrder = fc.shuffledSubarray([...codecs], { minLength: 1 });

test('[A4.5] what is offered begins as it was chosen, names nothing twice, and always has a codec of the network', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const offered = offeredCodecs(order);
      expect(offered.slice(0, order.length)).toEqual(order);
      expect(new Set(offered).size).toBe(offered.length);
      expect(offered.includes('alaw') || offered.includes('ulaw')).toBe(true);
      expect([...allowedCodecs(order)].toSorted()).toEqual([...codecs].toSorted());
      expect(offered.every((codec) => allowedCodecs(order).includes(codec))).toBe(true);
    }),
  );
});

test.each([
  [['opus'], ['opus', 'alaw']],
  [
    ['g722', 'ulaw'],
    ['g722', 'ulaw'],
  ],
  [
    ['alaw', 'ulaw'],
    ['alaw', 'ulaw'],
  ],
] as const)('[A4.5] of %j is offered %j', (order, offered) => expect(offeredCodecs(order)).toEqual(offered));
