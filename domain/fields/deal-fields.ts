/** The fields that every signed deal has: one definition each, from which schemas, columns of exports and reserved names follow. */
import { fieldNames, type OwnFields } from './built-in.ts';
import { definitionsOf } from './built-in-definitions.ts';
import type { BuiltInField } from './customer-fields.ts';
import type { Labels } from './field.ts';

const option = (zh: string, en: string) => ({ labels: { zh, en }, writings: [] });

export const dealFields = {
  product: {
    type: 'text',
    labels: { zh: '产品', en: 'Product' },
    most: 128,
    width: 160,
    isRequired: true,
    isNeeded: true,
    synonyms: [],
  },
  dealKind: {
    type: 'select',
    labels: { zh: '签单类型', en: 'Kind' },
    most: 16,
    width: 88,
    filter: 'asked',
    isRequired: true,
    synonyms: [],
    options: {
      new: option('新签', 'New'),
      renewal: option('续费', 'Renewal'),
      upgrade: option('增购', 'Upgrade'),
    },
  },
  dealStage: {
    type: 'select',
    labels: { zh: '签单阶段', en: 'Stage' },
    most: 16,
    width: 96,
    filter: 'always',
    isRequired: true,
    synonyms: [],
    options: {
      negotiating: option('洽谈中', 'Negotiating'),
      pending: option('待签约', 'To be signed'),
      signed: option('已签约', 'Signed'),
      paid: option('已回款', 'Paid'),
      lost: option('已丢单', 'Lost'),
    },
  },
  note: { type: 'multi-line', labels: { zh: '备注', en: 'Note' }, most: 2000, grows: true, synonyms: [] },
} as const satisfies Readonly<Record<string, BuiltInField>>;

export type DealFieldKey = keyof typeof dealFields;
export const dealFieldKeys = Object.keys(dealFields) as DealFieldKey[];

/** A definition by its key, as one of any kind. */
export const dealField = (key: DealFieldKey): BuiltInField => dealFields[key];

/** The other columns of a deal. */
export const dealColumns = {
  customer: { zh: '客户', en: 'Customer' },
  phone: { zh: '电话', en: 'Phone' },
  agent: { zh: '坐席', en: 'Agent' },
  amount: { zh: '金额', en: 'Amount' },
  signedOn: { zh: '签约日期', en: 'Signed on' },
  createdAt: { zh: '登记时间', en: 'Entered' },
} as const satisfies Readonly<Record<string, Labels>>;

export const fieldsOfDeals: OwnFields = {
  builtIn: Object.values(definitionsOf(dealFields)),
  names: fieldNames(dealFields, dealColumns),
};

/** Whether a deal of this stage was signed, and has a day on which it was. */
export const isSigned = (stage: string): boolean => stage === 'signed' || stage === 'paid';
