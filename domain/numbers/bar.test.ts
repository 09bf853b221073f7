/** No written form leads past the bars: what is dialled is what is shown is what is checked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whyNotCall } from '../agents/agent.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import { nationalForm, parseDial, parseNumber, trunkDigits, type DialNumber, type Home } from './dial.ts';
import { isAbroad, rangeOf } from './ranges.ts';

const home: Home = { countryCode: '86', areaCode: '755' };
const closed = { home, openRanges: [] };

/** Whatever people might write: digits of all kinds of numbers behind all kinds of beginnings, with separators anywhere, and plain nonsense. */
const digits = fc.oneof(
  fc.stringMatching(/^1[3-9][0-9]{9}$/),
  fc.stringMatching(/^0?(?:10|2[0-9]|755|312|433)[2-9][0-9]{6,7}$/),
  fc.stringMatching(/^[48]00[0-9]{7}$/),
  fc.stringMatching(/^[2-9][0-9]{6,7}$/),
  fc.stringMatching(/^(?:1|44|852|881|882|870|979|7|49|39)[0-9]{6,11}$/),
  fc.constantFrom('95500', '12345', '110', '16812345', '12590', '10086', '118114', '95105105'),
  fc.stringMatching(/^[0-9]{1,18}$/),
);
const beginning = fc.constantFrom(
  '',
  '0',
  '00',
  '+',
  '86',
  '+86',
  '0086',
  '(86)',
  '+86 0',
  '00860',
  '008600',
  '+8600',
  '17951',
  '17951 00',
  '17909 0',
  '12593',
  '10193',
  '011',
  '+86 86',
  '086',
  'tel:',
  'tel:+',
  'sip:00',
);
const end = fc.constantFrom(
  '',
  '#',
  '转8001',
  '-8',
  ' ext 12',
  '/15400000701',
  ' 00852',
  '(本人)',
  ';phone-context=+86',
  ';phone-context=+1',
  '@host',
);
const separated = (text: string) =>
  fc
    .array(fc.constantFrom('', '', '', ' ', '-', '\u200b', '(', ')', '.', '\u2011'), {
      minLength: text.length,
      maxLength: text.length,
    })
    .map((between) => [...text].map((c, i) => c + between[i]!).join(''));
const anything = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(beginning, digits.chain(separated), end).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Where the public network takes dialled digits, told without any code of the product: a chosen carrier first, then 00 for another country. */
function leads(dialled: string): 'abroad' | 'home' {
  const rest = dialled.replace(/^(?:179[0-9]{2}|12593|12520|11808|1019[03])(?=0)/, '');
  return /^00(?!86)/.test(rest) || /^00860?0/.test(rest) ? 'abroad' : 'home';
}

describe('numbers past the bars', () => {
  test('[U2] no form of any text is dialled abroad by an agent without the international right', () => {
    const agent = simulatedAgent(0, { mayCallDomestic: true, mayCallInternational: false });
    fc.assert(
      fc.property(anything, (text) => {
        const dial = parseDial(text, home);
        if (dial.kind !== 'external' || whyNotCall(agent, dial.number, closed) !== null) return;
        expect(leads(trunkDigits(dial.number, home))).toBe('home');
      }),
      { numRuns: 2000 },
    );
  });

  test('[U2] what is dialled and what is shown are read as the number that was checked, with the same rights', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const dial = parseDial(text, home);
        if (dial.kind !== 'external') return;
        const { number } = dial;
        for (const again of [number, nationalForm(number), trunkDigits(number, home)]) {
          expect(parseNumber(again, home), `${text} as ${again}`).toBe(number);
        }
        expect(trunkDigits(number, home)).toMatch(/^[0-9]{3,17}$/);
        expect(isAbroad(number, home)).toBe(leads(trunkDigits(number, home)) === 'abroad');
        expect(dial.keys).toMatch(/^[0-9*#]{0,8}$/);
      }),
      { numRuns: 3000, examples: [['sip:0020000000000'], ['+44 00 7946 0000'], ['0081 00 1234 5678']] },
    );
  });

  test.each([
    '00860 1 212 5550113',
    '+860012125550113',
    '008600085221230812',
    '+86 00 1 212 555 0113',
    '0086-001-212-555-0113',
    '86 00 12125550113',
    '(86)0012125550113',
  ])('[U2] %s is no number, so it cannot be called by anybody', (text) => {
    expect(parseDial(text, home).kind).toBe('invalid');
  });

  test.each([
    '17951 00 1 212 555 0113',
    '1790900852 2123 0812',
    '+852 2123 0812',
    '0085221230812',
    'tel:+85221230812',
    'sip:0085221230812@gateway',
    'tel:21230812;phone-context=+852',
    '00-852-2123-0812',
    '\u200b0\u200b0\u200b852 21230812',
  ])('[U2] %s is a call abroad', (text) => {
    const dial = parseDial(text, home);
    expect(
      dial.kind === 'external' && whyNotCall(simulatedAgent(0, { mayCallInternational: false }), dial.number, closed),
    ).toBe('phone.international-not-allowed');
  });
});

describe('the homes of other countries', () => {
  const homes: readonly [string, readonly [number: string, dialled: string][]][] = [
    [
      '1',
      [
        ['+12125550113', '12125550113'],
        ['+442079460000', '011442079460000'],
        ['+18765550113', '18765550113'],
      ],
    ],
    [
      '44',
      [
        ['+442079460000', '02079460000'],
        ['+12125550113', '0012125550113'],
        ['+8615400000777', '008615400000777'],
      ],
    ],
    [
      '852',
      [
        ['+85221230812', '21230812'],
        ['+8615400000777', '0018615400000777'],
      ],
    ],
    [
      '81',
      [
        ['+81312345678', '0312345678'],
        ['+8615400000777', '0108615400000777'],
      ],
    ],
    [
      '39',
      [
        ['+390612345678', '0612345678'],
        ['+442079460000', '00442079460000'],
      ],
    ],
    [
      '7',
      [
        ['+74951234567', '84951234567'],
        ['+442079460000', '810442079460000'],
      ],
    ],
    [
      '61',
      [
        ['+61293744000', '0293744000'],
        ['+442079460000', '0011442079460000'],
      ],
    ],
    ['36', [['+3612345678', '0612345678']]],
    ['971', [['+97143123456', '043123456']]],
  ];
  const rows = homes.flatMap(([countryCode, numbers]) =>
    numbers.map(([number, dialled]) => [countryCode, number, dialled] as const),
  );

  test.each(rows)('[A2.1] at home in +%s, %s is dialled as %s and read back', (countryCode, number, dialled) => {
    const there = { countryCode, areaCode: '' };
    expect(trunkDigits(number, there)).toBe(dialled);
    expect(parseNumber(dialled, there)).toBe(number);
  });

  test.each([
    ['44', '999'],
    ['1', '911'],
    ['61', '000'],
    ['852', '112'],
  ])('[A2.1] at home in +%s, %s is an emergency call', (countryCode, digits) => {
    expect(parseNumber(digits, { countryCode, areaCode: '' })).toBe(digits);
  });

  test.each([
    ['44', '442079460000', '+442079460000'],
    ['852', '85221230812', '+85221230812'],
    ['44', '2079460000', '+442079460000'],
    ['7', '4951234567', '+74951234567'],
    ['1', '2125550113', '+12125550113'],
  ])('[A2.1] at home in +%s, %s is %s', (countryCode, digits, number) => {
    expect(parseNumber(digits, { countryCode, areaCode: '' })).toBe(number);
  });

  test.each<[string, string, string]>([
    ['1', '+12125550113', 'domestic'],
    ['1', '+14165550113', 'domestic'],
    ['1', '+18765550113', 'international'],
    ['1', '+18095550113', 'international'],
    ['7', '+74951234567', 'domestic'],
    ['7', '+77271234567', 'international'],
    ['7', '+76271234567', 'international'],
    ['44', '+447700900123', 'domestic'],
    ['86', '+8615400000777', 'domestic'],
    ['852', '+8615400000777', 'international'],
    ['1', '+442079460000', 'international'],
  ])('[U2] at home in +%s, %s is %s', (countryCode, number, range) => {
    expect(rangeOf(number as DialNumber, { countryCode, areaCode: '' })).toBe(range);
  });

  test('[U2] a code that no country has makes nothing domestic', () => {
    expect(rangeOf('+21212345678' as DialNumber, { countryCode: '21', areaCode: '' })).toBe('international');
  });
});

describe('closed ranges', () => {
  test.each<[string, string]>([
    ['+881612345678', 'satellite'],
    ['+882161234567', 'satellite'],
    ['+883510012345', 'satellite'],
    ['+870773123456', 'satellite'],
    ['+979123456789', 'premium'],
    ['+878101234567890', 'premium'],
    ['+88812345678901', 'premium'],
    ['+19005550113', 'premium'],
    ['+19765550113', 'premium'],
    ['+449012345678', 'premium'],
    ['+447012345678', 'premium'],
    ['+448712345678', 'premium'],
    ['+49900123456', 'premium'],
    ['+49137123456', 'premium'],
    ['+33891234567', 'premium'],
    ['+33812345678', 'premium'],
    ['+3989212345', 'premium'],
    ['+39166123456', 'premium'],
    ['+34803123456', 'premium'],
    ['+34905123456', 'premium'],
    ['+319001234567', 'premium'],
    ['+41900123456', 'premium'],
    ['+43930123456', 'premium'],
    ['+3290123456', 'premium'],
    ['+81990123456', 'premium'],
    ['+82601234567', 'premium'],
    ['+886203123456', 'premium'],
    ['+60600123456', 'premium'],
    ['+661900123456', 'premium'],
    ['+61190123456', 'premium'],
    ['16812345', 'premium'],
    ['16012345', 'premium'],
    ['16899', 'premium'],
    ['075516812345', 'premium'],
    ['01016012345', 'premium'],
    ['12590', 'premium'],
    ['12590123', 'premium'],
    ['10155', 'premium'],
    ['10159123', 'premium'],
    ['95500', 'domestic'],
    ['12580', 'domestic'],
    ['118114', 'domestic'],
    ['075512345', 'domestic'],
    ['110', 'domestic'],
    ['+864000000800', 'domestic'],
    ['+8616812345678', 'domestic'],
    ['+85290012345', 'international'],
    ['+6561234567', 'international'],
    ['+447700900123', 'international'],
    ['+393331234567', 'international'],
    ['+13105550113', 'international'],
    ['+821012345678', 'international'],
  ])('[U2] %s is %s', (number, range) => {
    expect(rangeOf(number as DialNumber, home)).toBe(range);
  });

  const both = { mayCallDomestic: true, mayCallInternational: true };
  test.each<[string, string, object, readonly ('premium' | 'satellite')[], ReturnType<typeof whyNotCall>]>([
    ['premium numbers are closed to those with all rights', '16812345', both, [], 'phone.premium-closed'],
    ['premium numbers abroad too', '+979123456789', both, [], 'phone.premium-closed'],
    ['satellites too', '+881612345678', both, [], 'phone.satellite-closed'],
    ['opening satellites opens no premium number', '+979123456789', both, ['satellite'], 'phone.premium-closed'],
    ['opening premium numbers opens no satellite', '+881612345678', both, ['premium'], 'phone.satellite-closed'],
    [
      'an opened premium number at home wants the domestic right',
      '16812345',
      { ...both, mayCallDomestic: false },
      ['premium'],
      'phone.not-allowed',
    ],
    ['and is called with it', '16812345', { ...both, mayCallInternational: false }, ['premium'], null],
    [
      'an opened premium number abroad wants the international right',
      '+979123456789',
      { ...both, mayCallInternational: false },
      ['premium'],
      'phone.international-not-allowed',
    ],
    ['and is called with it', '+979123456789', both, ['premium'], null],
    [
      'opened satellites want the international right',
      '+881612345678',
      { ...both, mayCallInternational: false },
      ['satellite'],
      'phone.international-not-allowed',
    ],
    ['and are called with it', '+881612345678', both, ['satellite'], null],
    ['staff call no closed range either', '16812345', { ...both, kind: 'staff' }, ['premium'], 'phone.not-allowed'],
  ])('[U2] %s: %s', (_what, number, rights, openRanges, expected) => {
    expect(whyNotCall(simulatedAgent(0, rights), number as DialNumber, { home, openRanges })).toBe(expected);
  });
});
