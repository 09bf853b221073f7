import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasOptions } from './field.ts';
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
        // Ids that are left of a list or an agent have no words in the API once the field is of another kind.
        const isLeft = typeof stored !== 'string' && hasOptions(before.type) !== hasOptions(changed.type);
        const isAgentLeft = before.type === 'agent' && changed.type !== 'agent';
        for (const field of isLeft || isAgentLeft ? [before] : [before, changed])
          expect(wireText(field, toWire(field, stored, showing), wording)).toBe(showValue(field, stored, showing));
      }),
      { numRuns: 1000 },
    );
  });

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
