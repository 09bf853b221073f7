/** Fields that the demo company designed, with what its customers and follow-ups have in them. */
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { canBeSearchable, type FieldDef, type FieldOption } from '@bahu/domain/fields/field.ts';
import type { Stored } from '@bahu/domain/fields/value.ts';

type Listed = readonly [code: string, zh: string, en: string, color?: FieldOption['color'], below?: readonly Listed[]];

/** Options with ids in the order in which they are written, those below one directly behind it. */
function optionsOf(listed: readonly Listed[]): FieldOption[] {
  const options: FieldOption[] = [];
  const add = (lines: readonly Listed[], parentId: string | null): void => {
    for (const [code, zh, en, color = '', below = []] of lines) {
      const id = `o${options.length + 1}`;
      options.push({ id, code, labels: { zh, en }, color, parentId, isRetired: false });
      add(below, id);
    }
  };
  add(listed, null);
  return options;
}

type Wanted = Pick<FieldDef, 'key' | 'type' | 'labels'> & Partial<FieldDef> & { list?: readonly Listed[] };
const designed = (wanted: readonly Wanted[]): FieldDef[] =>
  wanted.map(({ list = [], ...field }, position) => ({
    id: `f${position + 1}`,
    options: optionsOf(list),
    state: 'all',
    isSearchable: canBeSearchable(field.type),
    required: { web: false, mobile: false, pop: false },
    position,
    width: 104,
    default: '',
    ...field,
  }));

export const demoFields = {
  customers: designed([
    {
      key: 'grade',
      type: 'radio',
      labels: { zh: '客户等级', en: 'Grade' },
      width: 96,
      list: [
        ['key', '重点', 'Key', 'red'],
        ['regular', '常规', 'Regular', 'blue'],
        ['potential', '潜在', 'Potential', 'grey'],
      ],
    },
    { key: 'estimate', type: 'number', labels: { zh: '预计金额', en: 'Estimate' } },
    { key: 'renewal', type: 'date', labels: { zh: '合同到期', en: 'Contract ends' } },
    {
      key: 'products',
      type: 'multi-select',
      labels: { zh: '意向产品', en: 'Interested in' },
      state: 'form',
      width: 180,
      list: [
        ['standard', '标准版', 'Standard'],
        ['pro', '专业版', 'Professional'],
        ['training', '上门培训', 'On-site training'],
        ['headset', '话务耳机', 'Headsets'],
      ],
    },
    {
      key: 'region',
      type: 'cascade',
      labels: { zh: '所在区域', en: 'Region' },
      state: 'form',
      list: [
        [
          'south',
          '华南',
          'South China',
          '',
          [
            ['shenzhen', '深圳', 'Shenzhen'],
            ['guangzhou', '广州', 'Guangzhou'],
          ],
        ],
        [
          'east',
          '华东',
          'East China',
          '',
          [
            ['shanghai', '上海', 'Shanghai'],
            ['hangzhou', '杭州', 'Hangzhou'],
          ],
        ],
        [
          'west',
          '中西部',
          'Central and west',
          '',
          [
            ['chengdu', '成都', 'Chengdu'],
            ['wuhan', '武汉', 'Wuhan'],
            ['xian', '西安', 'Xi’an'],
          ],
        ],
      ],
    },
    {
      key: 'source',
      type: 'select',
      labels: { zh: '客户来源', en: 'Source' },
      state: 'form',
      list: [
        ['website', '官网咨询', 'Website'],
        ['referral', '老客户介绍', 'Referral'],
        ['fair', '展会', 'Trade fair'],
        ['call-in', '主动来电', 'Called in'],
      ],
    },
    {
      key: 'second-phone',
      type: 'phone',
      labels: { zh: '备用电话', en: 'Second number' },
      state: 'form',
      isSearchable: false,
    },
    { key: 'consultant', type: 'agent', labels: { zh: '方案顾问', en: 'Consultant' }, state: 'more' },
    {
      key: 'demo-at',
      type: 'date-time',
      labels: { zh: '演示时间', en: 'Demonstration' },
      state: 'more',
      isSearchable: false,
    },
    { key: 'birthday', type: 'date', labels: { zh: '生日', en: 'Birthday' }, state: 'more', isSearchable: false },
    { key: 'wechat', type: 'text', labels: { zh: '微信号', en: 'WeChat' }, state: 'more', isSearchable: false },
    { key: 'papers', type: 'file', labels: { zh: '合同资料', en: 'Documents' }, state: 'form', width: 180 },
  ]),
  'follow-ups': designed([
    {
      key: 'satisfaction',
      type: 'radio',
      labels: { zh: '客户满意度', en: 'Satisfaction' },
      isSearchable: false,
      list: [
        ['satisfied', '满意', 'Satisfied', 'green'],
        ['neutral', '一般', 'Neutral', 'amber'],
        ['dissatisfied', '不满意', 'Dissatisfied', 'red'],
      ],
    },
    {
      key: 'next-step',
      type: 'select',
      labels: { zh: '下一步', en: 'Next step' },
      isSearchable: false,
      list: [
        ['quote', '发报价单', 'Send a quote'],
        ['demo', '约演示', 'Arrange a demonstration'],
        ['visit', '上门拜访', 'Visit'],
        ['none', '无需跟进', 'Nothing to do'],
      ],
    },
  ]),
} satisfies Partial<Record<FieldOwner, readonly FieldDef[]>>;
/** Those of its records that it has designed fields of. */
export const demoOwners = ['customers', 'follow-ups'] as const;

const day = 86_400_000;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The path to an option of a cascading list, by its code. */
function pathTo(field: FieldDef, code: string): string[] {
  const option = field.options.find((one) => one.code === code)!;
  return [...(option.parentId ? [option.parentId] : []), option.id];
}

/** Where the customers of `demo-data.ts` live, in its order of cities. */
const cityCodes = ['shenzhen', 'shanghai', 'chengdu', 'hangzhou', 'wuhan', 'xian'];

/** The values of the `i`-th customer as records hold them; not everybody has all of them. `now` is epoch milliseconds. */
export function customerValues(
  i: number,
  now: number,
  consultants: readonly string[],
  files: readonly Attachment[],
): Record<string, Stored> {
  const { customers } = demoFields;
  const idOf = (key: string): string => customers.find((field) => field.key === key)!.id;
  const region = customers.find(({ key }) => key === 'region')!;
  const filled: [string, Stored | null][] = [
    ['grade', [pick(['o2', 'o3', 'o1', 'o2', 'o3'], i)]],
    ['estimate', i % 4 === 3 ? null : String(8_000 + ((i * 7_300) % 92_000))],
    ['renewal', i % 3 === 1 ? dayOf(now + (((i * 37) % 180) - 20) * day) : null],
    ['products', i % 2 === 0 ? [pick(['o1', 'o2'], i / 2), pick(['o3', 'o4'], i / 2)] : ['o1']],
    ['region', pathTo(region, pick(cityCodes, i * 5 + 1))],
    ['source', [pick(['o1', 'o2', 'o3', 'o4'], i * 3)]],
    ['second-phone', i % 6 === 0 ? `+86154${String(60_000_000 + i * 911).padStart(8, '0')}` : null],
    ['consultant', i % 5 === 0 ? { agent: pick(consultants, i / 5) } : null],
    ['demo-at', i % 7 === 2 ? `${dayOf(now + ((i % 9) + 1) * day)}T06:30:00Z` : null],
    // None of them due when the demo begins. A year in which there is every day.
    [
      'birthday',
      i % 5 === 2 ? `${pick(['1976', '1984', '1988', '1992'], i)}${dayOf(now + (3 + (i % 9)) * day).slice(4)}` : null,
    ],
    ['wechat', i % 4 === 0 ? `wx_bahu${1000 + i}` : null],
    ['papers', files.length > 0 ? { files } : null],
  ];
  return Object.fromEntries(filled.flatMap(([key, value]) => (value === null ? [] : [[idOf(key), value]])));
}

/** The values of the `i`-th follow-up. */
export const followUpValues = (i: number): Record<string, Stored> => ({
  f1: [pick(['o1', 'o2', 'o1', 'o3'], i)],
  ...(i % 3 !== 2 && { f2: [pick(['o1', 'o2', 'o3'], i)] }),
});
