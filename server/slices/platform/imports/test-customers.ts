/** Invented customers by the hundred thousand, the same ones each time. Mobile numbers begin with 154, which no Chinese carrier has. */
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高'];
const givenNames = ['建国', '秀英', '海燕', '志强', '思远', '雨桐', '明', '静怡', '浩然', '春梅', '子轩', '丽'];
const cities = ['深圳', '上海', '成都', '杭州', '武汉', '西安'];
const trades = ['云帆贸易', '青禾农业', '启明教育', '远山物流', '蓝湖装饰', '恒信机械'];
const stages = ['', '初次联系', '需求确认', '意向明确', '已成交'];
export const customerHeads = ['姓名', '电话', '公司', '称谓', '阶段', '邮箱', '地址', '备注'] as const;

/** Row `i` of the table, in the order of the heads. */
export function customerRow(i: number): string[] {
  const city = cities[(i * 5) % cities.length]!;
  return [
    `${surnames[(i * 7) % surnames.length]!}${givenNames[(i * 5) % givenNames.length]!}`,
    `154${String(i).padStart(8, '0')}`,
    i % 3 === 0 ? '' : `${city}${trades[i % trades.length]!}有限公司`,
    ['先生', '女士', ''][i % 3]!,
    stages[i % stages.length]!,
    i % 3 === 0 ? '' : `kf${i}@example.com`,
    `${city}市科苑路${10 + (i % 900)}号`,
    i % 4 === 0 ? '下午联系方便' : '',
  ];
}

/** The whole table as csv, in pieces. */
export function* customersCsv(count: number): Generator<string> {
  let text = `${customerHeads.join(',')}\r\n`;
  for (let i = 0; i < count; i++) {
    text += `${customerRow(i).join(',')}\r\n`;
    if (text.length < 256 * 1024) continue;
    yield text;
    text = '';
  }
  yield text;
}
