import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedNumbers, newNumbers, numberFailures, type NumberLine } from './number-lines.ts';

const line = (id: string, phone: string, phoneExtension = '', label: NumberLine['label'] = ''): NumberLine => ({
  id,
  phone,
  phoneExtension,
  label,
});
const saved = [line('c', '15400000001', '', 'work'), line('b', '15400000002', '8'), line('d', '15400000003')];
const [primary, second, third] = saved as [NumberLine, NumberLine, NumberLine];

describe('[C2] the numbers of a customer in one save', () => {
  it.each<[string, NumberLine[], object]>([
    ['stay by their ids', saved, { numbers: [{ id: 'b' }, { id: 'd' }] }],
    ['change places', [primary, third, second], { numbers: [{ id: 'd' }, { id: 'b' }] }],
    ['have another primary one', [second, primary, third], { primaryId: 'b', numbers: [{ id: 'c' }, { id: 'd' }] }],
    [
      'have a new primary one, and the one that was stays',
      [line('new-1', ' 15400000009 '), primary],
      { phone: '15400000009', phoneExtension: '', label: '', numbers: [{ id: 'c' }] },
    ],
    [
      'have a primary one with another extension and label',
      [{ ...primary, phoneExtension: '1', label: 'home' }, second],
      { phoneExtension: '1', label: 'home', numbers: [{ id: 'b' }] },
    ],
    [
      'have one that was written anew, with its extension',
      [primary, { ...second, phone: '15400000008' }],
      { numbers: [{ phone: '15400000008', phoneExtension: '8', label: '' }] },
    ],
    ['lose what was left out and what is blank', [primary, line('new-1', '', '', 'home')], { numbers: [] }],
  ])('%s', (_, lines, sent) => {
    expect(changedNumbers(saved, lines)).toEqual(sent);
  });

  it('of a new customer are the primary one and the others', () => {
    expect(newNumbers([line('new-1', '15400000001', '2', 'work'), line('new-2', ''), line('new-3', '154')])).toEqual({
      phone: '15400000001',
      phoneExtension: '2',
      label: 'work',
      numbers: [{ phone: '154', phoneExtension: '', label: '' }],
    });
  });

  it('are refused at their lines', () => {
    expect(numberFailures({ phone: 'a', 'numbers.0.phone': 'b', numbers: 'c', name: 'd' })).toEqual({
      'numbers.0.phone': 'a',
      'numbers.1.phone': 'b',
      numbers: 'c',
      name: 'd',
    });
  });

  it('are what the lines say, whatever was done to them: said to a server that follows the contract', () => {
    const anyLine = fc.oneof(
      fc.constantFrom(...saved),
      fc.constantFrom(...saved).map((one) => ({ ...one, phoneExtension: '7', label: 'home' as const })),
      fc.record({
        id: fc.nat(9).map((n) => `new-${n}`),
        phone: fc.nat(99).map((n) => `1990000${n}`),
        phoneExtension: fc.constant(''),
        label: fc.constantFrom('' as const, 'mobile' as const),
      }),
    );
    const anyLines = fc.uniqueArray(anyLine, { minLength: 1, maxLength: 8, selector: ({ id }) => id });
    const shown = ({ phone, phoneExtension, label }: Omit<NumberLine, 'id'>) => `${phone}/${phoneExtension}/${label}`;
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { primaryId, numbers = [], ...change } = changedNumbers(saved, lines);
        const primaryWas = saved.find(({ id }) => id === (primaryId ?? 'c'))!;
        const after = [
          { ...primaryWas, ...(change.phone !== undefined && { phoneExtension: '' }), ...change },
          ...numbers.map((one) =>
            'id' in one
              ? { ...saved.find(({ id }) => id === one.id)!, ...one }
              : { phoneExtension: '', label: '' as const, ...one },
          ),
        ];
        expect(after.map(shown)).toEqual(lines.map(shown));
      }),
    );
  });
});
