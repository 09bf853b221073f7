import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { areaOf, leastAlike, placeName, placeNameEn, RegionTable, type RegionRow } from './regions.ts';

const row = (prefix: string, province = '', city = '', rest: Partial<RegionRow> = {}): RegionRow => ({
  prefix,
  province,
  city,
  areaCode: '',
  carrier: null,
  ...rest,
});

describe('where a number belongs', () => {
  const table = new RegionTable([
    row('1390755', '广东', '深圳', { areaCode: '0755' }),
    row('139', '', '', { carrier: 'mobile' }),
    row('13907', '广东', ''),
    row('1390756', '广东', '珠海', { areaCode: '0756', carrier: 'telecom' }),
    row('0755', '广东', '深圳', { areaCode: '0755' }),
    row('010', '北京', '北京', { areaCode: '010' }),
  ]);

  test.each([
    [
      'a mobile by its longest prefix, with the carrier of a shorter one',
      '+8613907550001',
      '广东深圳',
      '0755',
      'mobile',
    ],
    ['a mobile whose own prefix names the carrier', '+8613907560001', '广东珠海', '0756', 'telecom'],
    ['a mobile of which only the province is known', '+8613907000001', '广东', '', 'mobile'],
    ['a mobile of which only the carrier is known', '+8613900000001', '', '', 'mobile'],
    ['a landline by its area code', '+8675526540805', '广东深圳', '0755', null],
    ['a landline of an area of two digits', '+861026540805', '北京', '010', null],
  ])('[A4.3] is told of %s', (_what, number, place, areaCode, carrier) => {
    const found = table.of(number)!;
    expect([placeName(found), found.areaCode, found.carrier]).toEqual([place, areaCode, carrier]);
  });

  test.each([
    ['a mobile whose prefix the table lacks', '+8616200000001'],
    ['a landline of another area', '+8657112345678'],
    ['a service number', '+864000000001'],
    ['a short number', '95500'],
    ['a short number behind an area code', '075512345'],
    ['a number of another country', '+85212345678'],
    ['a number of another country that reads like a mobile', '+13907550001'],
    ['an extension', '802'],
    ['nothing', ''],
    ['what a carrier sent that is no number', '*86139'],
  ])('[A4.3] is unknown of %s, and nothing is guessed', (_what, number) => {
    expect([table.of(number), table.behindMask(number)]).toEqual([null, null]);
  });

  test('[A4.3] is called as the reader’s language has it; a place without an English name keeps its own', () => {
    const { province, city } = table.of('+8613907550001')!;
    const named = (one: string, other: string) =>
      placeNameEn({ province: one, city: other, areaCode: '', carrier: null });
    expect(named(province, city)).toBe('Shenzhen, Guangdong');
    expect([named('北京', '北京'), named('吉林', '吉林'), named('广东', '')]).toEqual([
      'Beijing',
      'Jilin, Jilin',
      'Guangdong',
    ]);
    expect([named('辽宁', '沈阳、铁岭'), named('广东', '新城'), named('新省', '')]).toEqual([
      'Shenyang/Tieling, Liaoning',
      '',
      '',
    ]);
  });
});

describe('where a number belongs, told to a reader from whom its middle is hidden', () => {
  const segments = (from: number, count: number, province: string, city: string): RegionRow[] =>
    Array.from({ length: count }, (_, at) =>
      row(String(from + at), province, city, { areaCode: '0755', carrier: 'mobile' }),
    );
  const crowd = new RegionTable([
    ...segments(1390000, 100, '广东', '深圳'),
    ...segments(1390100, 99, '广东', '珠海'),
    ...segments(1390199, 1, '广东', '中山'),
    ...segments(1390200, 99, '海南', '海口'),
    row('0755', '广东', '深圳'),
  ]);
  const told = (number: string) => {
    const found = crowd.behindMask(number);
    return found && [placeName(found), found.carrier];
  };

  test('[A4.3][U2] is the city, the province or nothing, by how many numbers look alike then; never the carrier', () => {
    expect(told('+8613900500001')).toEqual(['广东深圳', null]);
    expect(told('+8613901500001')).toEqual(['广东', null]);
    expect(told('+8613901990001')).toEqual(['广东', null]);
    expect(told('+8613902500001')).toBeNull();
    expect(told('+8675526540805')).toEqual(['广东深圳', null]);
  });

  test('[A4.3][U2] is told of none where those of whom nothing is told would be few', () => {
    const full = new RegionTable([row('139', '广东', '深圳'), ...segments(1390200, 99, '海南', '海口')]);
    expect([full.behindMask('+8613905550001'), full.behindMask('+8613902000001')]).toEqual([null, null]);
    const whole = new RegionTable([row('139', '广东', '深圳')]);
    expect(placeName(whole.behindMask('+8613905550001')!)).toBe('广东深圳');
  });

  test('[A4.3][U2] leaves at least a hundred numbers that look alike, whatever the table holds', () => {
    const places = fc.constantFrom(['广东', '深圳'], ['广东', '珠海'], ['海南', '海口'], ['', '']);
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 900 }), places), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(runs, (given) => {
        const rows = given.flatMap(([from, count, [province, city]]) =>
          segments(1390000 + from, Math.min(count, 10_000 - from), province!, city!),
        );
        const table = new RegionTable(new Map(rows.map((one) => [one.prefix, one])).values());
        const alike = new Map<string, number>();
        for (let segment = 0; segment < 10_000; segment++) {
          const found = table.behindMask(`+86139${String(segment).padStart(4, '0')}0001`);
          const shown = found === null ? '' : JSON.stringify(found);
          alike.set(shown, (alike.get(shown) ?? 0) + 1);
        }
        for (const count of alike.values()) expect(count).toBeGreaterThanOrEqual(leastAlike);
      }),
      { numRuns: 20 },
    );
  });
});

test('[A4.3] an area code is that of a landline of China alone', () => {
  expect(['+8675526540805', '+861026540805', '+8613900000001', '+864000000001', '+33123456789'].map(areaOf)).toEqual([
    '755',
    '10',
    null,
    null,
    null,
  ]);
});
