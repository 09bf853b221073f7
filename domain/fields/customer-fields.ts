/**
 * The fields that every customer has: one definition each, from which schemas, limits, columns of imports and exports, and the mask of texts
 * follow. (The number and the owner have rules of their own; their names stand here as well.)
 */
import type { Labels } from './field.ts';

export interface BuiltInField {
  readonly type: 'text' | 'multi-line' | 'email' | 'select' | 'cascade' | 'phone' | 'agent';
  readonly labels: Labels;
  /** Characters at most; of a list, of its longest code. */
  readonly most: number;
  readonly isRequired?: true;
  /** What else heads such a column in the sheets of other programs. */
  readonly synonyms: readonly string[];
  /** Of a list: each code with its labels and what people write for it; the empty code is none. */
  readonly options?: Readonly<Record<string, BuiltInOption>>;
  /** Pixels of the column; without, it takes what is left. */
  readonly width?: number;
  /** When its column is shown by itself: where there is room, or only for whoever chose it; always, if nothing is said. */
  readonly column?: 'wide' | 'chosen';
  /** Lists sort by it. */
  readonly isSorted?: true;
  /** Whether lists filter by it: always in sight, or when asked for. */
  readonly filter?: 'always' | 'asked';
  /** Grows in a form with what is written. */
  readonly grows?: true;
  /** Nobody writes it in a form: lists and sheets show it; or it stands under "more" there. */
  readonly state?: 'list' | 'more';
  /** Cannot be taken out of sight. */
  readonly isNeeded?: true;
}
export interface BuiltInOption {
  readonly labels: Labels | null;
  readonly writings: readonly string[];
}

const option = (zh: string, en: string, ...writings: string[]): BuiltInOption => ({ labels: { zh, en }, writings });
const none = (...writings: string[]): BuiltInOption => ({ labels: null, writings });

/** In the order of sheets. */
export const customerFields = {
  name: {
    type: 'text',
    labels: { zh: '姓名', en: 'Name' },
    most: 64,
    isRequired: true,
    isNeeded: true,
    width: 132,
    isSorted: true,
    synonyms: [
      '客户姓名',
      '客户名称',
      '名称',
      '联系人',
      '客戶姓名',
      '客戶名稱',
      '聯絡人',
      'customer',
      'customer name',
      'full name',
      'contact',
    ],
  },
  company: {
    type: 'text',
    labels: { zh: '公司', en: 'Company' },
    most: 128,
    synonyms: ['公司名称', '单位', '企业', '企业名称', '公司名稱', '單位', 'organization', 'organisation'],
  },
  title: {
    type: 'select',
    labels: { zh: '称谓', en: 'Title' },
    most: 2,
    width: 72,
    column: 'chosen',
    synonyms: ['性别', '称呼', '稱謂', '性別', 'salutation', 'gender'],
    options: {
      '': none('未填', '不详', '未知'),
      mr: option('先生', 'Mr', '男', '男士', 'mr.', 'male', 'm'),
      ms: option('女士', 'Ms', '小姐', '女', 'ms.', 'mrs', 'mrs.', 'female', 'f'),
    },
  },
  stage: {
    type: 'select',
    labels: { zh: '阶段', en: 'Stage' },
    most: 16,
    width: 124,
    filter: 'always',
    synonyms: ['客户阶段', '客户状态', '跟进阶段', '階段', 'status'],
    options: {
      '': none('未定', 'not set', '未分类'),
      lead: option('初次联系', 'First contact', '线索', '潜在', '潜在客户', '新线索'),
      contacted: option('需求确认', 'Qualified', 'needs clear', '已联系', '初步接触'),
      interested: option('意向明确', 'Interested', '有意向', '意向', '意向客户'),
      negotiating: option('方案报价', 'Offer made', '洽谈中', '谈判', '商务谈判', '谈判中'),
      won: option('已成交', 'Won', '成交', '赢单'),
      lost: option('暂缓', 'On hold', 'on ice', '流失', '已流失', '输单', '失败'),
    },
  },
  email: {
    type: 'email',
    labels: { zh: '邮箱', en: 'E-mail' },
    most: 128,
    width: 190,
    column: 'wide',
    synonyms: ['电子邮箱', '邮件', '電子郵件', '信箱', 'mail'],
  },
  address: {
    type: 'text',
    labels: { zh: '地址', en: 'Address' },
    most: 256,
    width: 220,
    column: 'chosen',
    grows: true,
    synonyms: ['联系地址', '详细地址', '聯絡地址'],
  },
  note: {
    type: 'multi-line',
    labels: { zh: '备注', en: 'Note' },
    most: 2000,
    column: 'wide',
    grows: true,
    synonyms: ['说明', '備註', 'remark', 'remarks', 'notes', 'comment'],
  },
  doNotCall: {
    type: 'select',
    labels: { zh: '免打扰', en: 'Do not call' },
    most: 3,
    width: 104,
    column: 'wide',
    filter: 'asked',
    // Out of sight it would still refuse calls.
    isNeeded: true,
    synonyms: ['不要致电', '勿扰', '谢绝来电', '免打擾', 'dnc', 'do-not-call', 'no calls'],
    options: {
      '': none('否', '可致电', '可以致电', 'no', 'n', '0', 'may be called'),
      yes: option('不要致电', 'Do not call', '是', '免打扰', '勿扰', 'yes', 'y', '1', 'dnc'),
    },
  },
  doNotCallReason: {
    type: 'text',
    labels: { zh: '免打扰原因', en: 'Why not to call' },
    most: 200,
    width: 160,
    column: 'chosen',
    state: 'more',
    synonyms: ['勿扰原因', '免打擾原因', 'do not call reason', 'dnc reason'],
  },
  consent: {
    type: 'select',
    labels: { zh: '联系许可', en: 'Consent' },
    most: 7,
    width: 96,
    column: 'chosen',
    filter: 'asked',
    state: 'more',
    synonyms: ['授权', '同意联系', '聯繫許可', 'consent to contact', 'opt-in'],
    options: {
      '': none('未表态', '未知', 'not asked', 'unknown'),
      given: option('同意', 'Given', '已同意', '是', 'yes', 'y', '1', 'opt-in'),
      refused: option('拒绝', 'Refused', '不同意', '已拒绝', '否', 'no', 'n', '0', 'opt-out'),
    },
  },
  consentHow: {
    type: 'text',
    labels: { zh: '许可方式', en: 'How consent was given' },
    most: 100,
    width: 140,
    column: 'chosen',
    state: 'more',
    synonyms: ['授权方式', '許可方式', 'consent source', 'source of consent'],
  },
} as const satisfies Readonly<Record<string, BuiltInField>>;

export type CustomerFieldKey = keyof typeof customerFields;
export const customerFieldKeys = Object.keys(customerFields) as CustomerFieldKey[];

/** A definition by its key, as one of any kind. */
export const customerField = (key: CustomerFieldKey): BuiltInField => customerFields[key];

/** Those whose values people write freely, so that they may hold a number that the mask hides. */
export type CustomerTextKey = Exclude<CustomerFieldKey, CustomerChoiceKey>;
/** Those whose values are codes of a list. */
export type CustomerChoiceKey = {
  [K in CustomerFieldKey]: (typeof customerFields)[K]['type'] extends 'select' ? K : never;
}[CustomerFieldKey];
export const customerTextKeys = customerFieldKeys.filter(
  (key): key is CustomerTextKey => customerField(key).type !== 'select',
);

/** The other columns of a customer, which are no field that a form writes as it is. */
export const customerColumns = {
  phone: { zh: '电话', en: 'Phone' },
  numberRegion: { zh: '归属地', en: 'Number region' },
  numbers: { zh: '其他号码', en: 'Further numbers' },
  numberLabels: { zh: '号码标签', en: 'Number labels' },
  phone2: { zh: '电话2', en: 'Phone 2' },
  phone3: { zh: '电话3', en: 'Phone 3' },
  phone4: { zh: '电话4', en: 'Phone 4' },
  categoryId: { zh: '客户分类', en: 'Category' },
  owner: { zh: '归属坐席', en: 'Owner' },
  ownerExtension: { zh: '坐席分机', en: 'Owner’s extension' },
  lastCallAt: { zh: '最近通话', en: 'Last call' },
  createdAt: { zh: '创建时间', en: 'Created' },
  updatedAt: { zh: '修改时间', en: 'Changed' },
} as const satisfies Readonly<Record<string, Labels>>;
