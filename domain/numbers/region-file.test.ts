import { describe, expect, test } from 'vitest';
import type { RegionFault } from './region-faults.ts';
import { columnsOf, headLine, readOwnFile, readRegionRow, writeOwnFile } from './region-file.ts';
import { RegionTable, type RegionRow } from './regions.ts';

const at = columnsOf(headLine)!;
const read = (line: string) => readRegionRow(line.split(','), at);
const row = (
  prefix: string,
  province: string,
  city: string,
  areaCode: string,
  carrier: RegionRow['carrier'],
): RegionRow => ({
  prefix,
  province,
  city,
  areaCode,
  carrier,
});

describe('a table of where numbers belong', () => {
  test.each<[string, RegionRow]>([
    ['1390755,广东省,深圳市,0755,中国移动', row('1390755', '广东', '深圳', '0755', 'mobile')],
    ['1390755, 广东 ,深圳,755,移动', row('1390755', '广东', '深圳', '0755', 'mobile')],
    ['1700755,广东,深圳,0755,电信虚拟运营商', row('1700755', '广东', '深圳', '0755', 'telecom')],
    ['1301234,广西壮族自治区,南宁,0771,CUCC', row('1301234', '广西', '南宁', '0771', 'unicom')],
    ['1301234,湖北,恩施土家族苗族自治州,0718,', row('1301234', '湖北', '恩施', '0718', null)],
    ['1301234,湖北,襄樊市,0710,', row('1301234', '湖北', '襄阳', '0710', null)],
    ['1301234,北京市,北京市,10,广电', row('1301234', '北京', '北京', '010', 'broadnet')],
    ['1301234,广东,,,', row('1301234', '广东', '', '', null)],
    ['166,,,,联通', row('166', '', '', '', 'unicom')],
    ['15,,,,移动', row('15', '', '', '', 'mobile')],
    ['0755,广东,深圳,,', row('0755', '广东', '深圳', '', null)],
    ['755,广东,深圳,,', row('0755', '广东', '深圳', '', null)],
    ['10,北京,北京,010,', row('010', '北京', '北京', '010', null)],
    ['024,辽宁,沈阳市、铁岭市,024,', row('024', '辽宁', '沈阳、铁岭', '024', null)],
  ])('[A4.3] has the row %s', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test.each<[string, RegionFault]>([
    ['13907550,广东,深圳,0755,', 'prefix'],
    ['1,广东,深圳,0755,', 'prefix'],
    ['1234567,广东,深圳,0755,', 'prefix'],
    ['0999999,广东,深圳,0755,', 'prefix'],
    ['1.39E+06,广东,深圳,0755,', 'prefix'],
    [',广东,深圳,0755,', 'prefix'],
    ['1390755,=HYPERLINK(1),深圳,0755,', 'place'],
    ['1390755,广东,<b>深圳</b>,0755,', 'place'],
    ['1390755,,深圳,0755,移动', 'place'],
    [`1390755,${'广'.repeat(41)},,,`, 'place'],
    ['1390755,广东,深圳,0000,', 'area-code'],
    ['1390755,广东,深圳,深圳,', 'area-code'],
    ['1390755,广东,深圳,0755,某公司', 'carrier'],
    ['1390755,,,0755,', 'nothing'],
    ['1390755', 'nothing'],
  ])('[A4.3] leaves out %s, because of its %s', (line, fault) => {
    expect(read(line)).toBe(fault);
  });

  test.each([
    ['id,号段,省份,城市,运营商,区号', { prefix: 1, province: 2, city: 3, carrier: 4, areaCode: 5 }],
    ['prefix,province,city,area code,carrier', { prefix: 0, province: 1, city: 2, areaCode: 3, carrier: 4 }],
    ['phone,province,city,isp', { prefix: 0, province: 1, city: 2, carrier: 3 }],
  ])('[A4.3] finds its columns by their heads: %s', (heads, expected) => {
    expect(columnsOf(heads.split(','))).toEqual(expected);
  });

  test('[A4.3] is none without prefixes, or with nothing about them', () => {
    expect([columnsOf(['姓名', '电话']), columnsOf(['号段']), columnsOf(['省份', '城市']), columnsOf([])]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('[A4.3] that was written is read as it was', () => {
    const rows = [
      row('1390755', '广东', '深圳', '0755', 'mobile'),
      row('166', '', '', '', 'unicom'),
      row('010', '北京', '北京', '010', null),
    ];
    const text = [...writeOwnFile(rows)].join('');
    expect(text.split('\n')[0]).toBe(headLine.join(','));
    expect([...readOwnFile(text)].flat()).toEqual(rows);
  });

  test('[A4.3] of very many rows is written, read and taken in steps, and nothing between two is lost', () => {
    const rows = Array.from({ length: 12_000 }, (_, i) =>
      row(String(1_390_000 + i), '广东', i % 2 ? '深圳' : '珠海', '', null),
    );
    const pieces = [...writeOwnFile(rows)];
    expect(pieces.map((piece) => piece.split('\n').length - 1)).toEqual([1, 5000, 5000, 2000]);
    const read = [...readOwnFile(pieces.join(''))];
    expect(read.map(({ length }) => length)).toEqual([5000, 5000, 2000]);
    const table = new RegionTable();
    expect([...table.take(read.flat())]).toHaveLength(2);
    for (const at of [0, 4999, 5000, 9999, 10_000, 11_999])
      expect(table.of(`+86${1_390_000 + at}0000`)?.city, String(at)).toBe(at % 2 ? '深圳' : '珠海');
  });
});
