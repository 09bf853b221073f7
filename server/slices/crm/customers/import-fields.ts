/** The columns of the customers' import, and the order in which a checked row is staged. */
import { customerColumns, customerField, customerFieldKeys } from '@bahu/domain/fields/customer-fields.ts';
import type { Labels } from '@bahu/domain/fields/field.ts';
import type { Tx } from '../../../kernel/db.ts';
import { arrangedColumns, importColumns, listAllFields, listFields } from '../../platform/fields/index.ts';
import { field, type FieldSpec } from '../../platform/imports/index.ts';
import { listCategories } from '../customer-categories/index.ts';
import { categoryWords } from './fields.ts';

const builtIn = customerFieldKeys.map((key) => {
  const { labels, synonyms, isRequired } = customerField(key);
  return field(key, labels.zh, labels.en, synonyms, isRequired ?? false);
});
const column = (key: string, { zh, en }: Labels, synonyms: readonly string[], isRequired = false): FieldSpec =>
  field(key, zh, en, synonyms, isRequired);

/** Columns that hold further numbers, each one or several. */
export const numberKeys = ['phone2', 'phone3', 'phone4', 'numbers'] as const;
const numberSynonyms: Record<(typeof numberKeys)[number], readonly string[]> = {
  numbers: ['其他电话', '其它号码', '其它电话', '备用号码', '其他號碼', 'other numbers', 'other phones'],
  phone2: [
    '备用电话',
    '电话二',
    '手机2',
    '号码2',
    '第二电话',
    '備用電話',
    'second phone',
    'mobile 2',
    'alternate phone',
  ],
  phone3: ['电话三', '手机3', '号码3', '第三电话', 'third phone', 'mobile 3'],
  phone4: ['电话四', '手机4', '号码4', 'mobile 4'],
};

const phone = column(
  'phone',
  customerColumns.phone,
  [
    '手机',
    '手机号',
    '手机号码',
    '电话号码',
    '联系电话',
    '号码',
    '主号码',
    '电话1',
    '手机1',
    '電話',
    '手機',
    '手機號碼',
    '電話號碼',
    '聯絡電話',
    'phone number',
    'mobile',
    'tel',
    'telephone',
    'cell',
    'phone 1',
  ],
  true,
);
const category = column('categoryId', customerColumns.categoryId, [
  '分类',
  '客户类别',
  '客户类型',
  '类别',
  '客戶分類',
  '分類',
  'customer category',
  'categories',
]);
const owner = column('owner', customerColumns.owner, [
  '坐席',
  '负责人',
  '所属坐席',
  '跟进人',
  '业务员',
  '負責人',
  '業務員',
  'agent',
  'assigned to',
]);

const numbers: readonly FieldSpec[] = [
  ...numberKeys.map((key) => ({
    ...column(key, customerColumns[key], numberSynonyms[key]),
    ...(key !== 'numbers' && { isExtra: true }),
  })),
  column('numberLabels', customerColumns.numberLabels, [
    '号码类型',
    '电话类型',
    '號碼標籤',
    'phone labels',
    'phone types',
  ]),
];

export const customerImportFields: readonly FieldSpec[] = [
  ...builtIn.slice(0, 1),
  phone,
  ...builtIn.slice(1),
  category,
  owner,
  ...numbers,
];

/** The same in the order of the tenant, with the fields that it designed and without those that nobody shall see. */
export async function arrangedImportFields(tx: Tx): Promise<FieldSpec[]> {
  const fields = await listAllFields(tx, 'customers');
  const designed = importColumns(await listFields(tx, 'customers'));
  const all = await listCategories(tx);
  const wordOf = categoryWords(all);
  const withWords = { ...category, settable: all.map(({ id }) => wordOf(id)!) };
  const byKey = (specs: readonly FieldSpec[]) => Object.fromEntries(specs.map((spec) => [spec.key, spec]));
  return [
    ...Object.values(
      arrangedColumns(fields, { ...byKey(customerImportFields), [category.key]: withWords }, byKey(designed)),
    ),
    ...numbers,
  ];
}

/** Those that an import changes of a customer who is there: the number and its extension are what found them. */
export const changing = customerFieldKeys;
const staged = [
  ...changing,
  'phoneExtension',
  'categoryId',
  'owner',
  'initials',
  'beside',
  'numbers',
  'labels',
  'fields',
] as const;
type StagedKey = (typeof staged)[number];

/** A row's data in the order in which it is staged. Its key is the number, and the extension behind it after a semicolon. */
export const toData = (row: Readonly<Record<StagedKey, string>>): string[] => staged.map((key) => row[key]);
/** Where a part of the data stands, as PostgreSQL counts. */
export const placeOf = (key: StagedKey): number => staged.indexOf(key) + 1;
