import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergedOptions } from './definition.ts';
import { showValue, toWire } from './show.ts';
import { anyField, anyInput, reading, showing } from './test-fields.ts';
import { isRefused, parseValue } from './value.ts';
import { wireOptions, wireText, type Wording } from './wire.ts';

const wording: Wording = {
  language: 'zh',
  moment: (at) => new Date(Date.parse(at) + 480 * 60_000).toISOString().slice(0, 19).replace('T', ' '),
  agentName: showing.agentName,
};

describe('a value of the API in words', () => {
  test('[C6] is what sheets and records say of the stored value, for every type and any text, also when its field became another', () => {
    const given = fc
      .tuple(anyField, anyField)
      .chain(([before, after]) => fc.tuple(fc.constant(before), fc.constant(after), anyInput(before)));
    fc.assert(
      fc.property(given, ([before, after, input]) => {
        const parsed = parseValue(before, input, reading);
        if (isRefused(parsed) || parsed.value === null) return;
        const stored = parsed.value;
        const changed = { ...after, options: mergedOptions(before.options, after.options.slice(2)) };
        for (const field of [before, changed])
          expect(wireText(field, toWire(field, stored, showing), wording)).toBe(showValue(field, stored, showing));
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['text', 'number', 'phone', 'multi-line', 'agent'] as const)(
    '[C6] that is left in a field of %s which lost its list is the label, never the code',
    (type) => {
      const [field] = fc.sample(anyField, 1);
      const options = [
        { id: 'o1', code: 'vip', labels: { zh: '贵宾', en: 'Guest' }, color: '', parentId: null, isRetired: false },
      ] as const;
      const left = { ...field!, type, options };
      expect(toWire(left, ['o1'], showing)).toEqual(['vip']);
      expect([wireText(left, ['vip'], wording), showValue(left, ['o1'], showing)]).toEqual(['贵宾', '贵宾']);
      // A text that happens to be written like the code is a text.
      if (type === 'text') expect(wireText(left, toWire(left, 'vip', showing), wording)).toBe('vip');
    },
  );

  test('[C6] names the options of a list with their colours, and what the list has no more by its code', () => {
    const [field] = fc.sample(
      anyField.map((one) => ({ ...one, type: 'multi-select' as const })),
      1,
    );
    const [first] = field!.options;
    expect(wireOptions(field!, [first!.code, 'gone'])).toEqual([
      { code: first!.code, option: first },
      { code: 'gone', option: undefined },
    ]);
    expect(wireOptions({ ...field!, type: 'text' }, 'x')).toEqual([]);
    expect([wireText(field!, null, wording), wireText(field!, '', wording), wireText(field!, [], wording)]).toEqual([
      '',
      '',
      '',
    ]);
  });
});
