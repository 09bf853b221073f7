/** The fields that every follow-up has: one definition each, from which schemas, columns of exports and reserved names follow. */
import { customerFields, type BuiltInField } from './customer-fields.ts';
import type { Labels } from './field.ts';

const option = (zh: string, en: string) => ({ labels: { zh, en }, writings: [] });

export const followUpFields = {
  serviceType: {
    type: 'select',
    labels: { zh: '服务类型', en: 'Service' },
    most: 16,
    width: 96,
    filter: 'always',
    isRequired: true,
    synonyms: [],
    options: {
      consult: option('咨询', 'Question'),
      order: option('订购', 'Order'),
      'after-sales': option('售后', 'After-sales'),
      complaint: option('投诉', 'Complaint'),
      other: option('其他', 'Other'),
    },
  },
  stage: { ...customerFields.stage, filter: 'asked' },
  callState: {
    type: 'select',
    labels: { zh: '通话状态', en: 'Call result' },
    most: 16,
    width: 104,
    filter: 'asked',
    isRequired: true,
    synonyms: [],
    options: {
      connected: option('正常接通', 'Connected'),
      'no-answer': option('无人接听', 'No answer'),
      busy: option('用户忙', 'Busy'),
      refused: option('拒接', 'Refused'),
      'wrong-number': option('号码有误', 'Wrong number'),
      other: option('其他', 'Other'),
    },
  },
  currentState: {
    type: 'select',
    labels: { zh: '当前状态', en: 'State' },
    most: 16,
    width: 96,
    filter: 'always',
    isRequired: true,
    synonyms: [],
    options: {
      open: option('待处理', 'Open'),
      processing: option('处理中', 'In progress'),
      done: option('已完成', 'Done'),
    },
  },
  channel: {
    type: 'select',
    labels: { zh: '渠道', en: 'Channel' },
    most: 16,
    width: 80,
    filter: 'asked',
    isRequired: true,
    synonyms: [],
    options: {
      phone: option('电话', 'Phone'),
      wechat: option('微信', 'WeChat'),
      sms: option('短信', 'SMS'),
      email: option('邮件', 'E-mail'),
      visit: option('上门', 'Visit'),
    },
  },
  content: {
    type: 'multi-line',
    labels: { zh: '跟踪内容', en: 'Content' },
    most: 4000,
    isRequired: true,
    isNeeded: true,
    grows: true,
    synonyms: [],
  },
} as const satisfies Readonly<Record<string, BuiltInField>>;

export type FollowUpFieldKey = keyof typeof followUpFields;
export const followUpFieldKeys = Object.keys(followUpFields) as FollowUpFieldKey[];

/** A definition by its key, as one of any kind. */
export const followUpField = (key: FollowUpFieldKey): BuiltInField => followUpFields[key];

/** The other columns of a follow-up. */
export const followUpColumns = {
  customer: { zh: '客户', en: 'Customer' },
  phone: { zh: '电话', en: 'Phone' },
  agent: { zh: '坐席', en: 'Agent' },
  createdAt: { zh: '跟踪时间', en: 'Followed up' },
  remindAt: { zh: '下次提醒', en: 'Next reminder' },
} as const satisfies Readonly<Record<string, Labels>>;
