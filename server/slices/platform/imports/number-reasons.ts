/** What is wrong with a telephone number, in words for the file that people put right. */
import type { NumberErrorCode } from '@bahu/domain/numbers/number.ts';

/** By the reason of an import. */
export const numberReasons: Record<`phone-${NumberErrorCode}`, Record<'zh-CN' | 'en', string>> = {
  'phone-empty': { 'zh-CN': '没有填写', en: 'is empty' },
  'phone-no-digits': { 'zh-CN': '没有号码', en: 'holds no number' },
  'phone-characters': { 'zh-CN': '号码里不能有「{character}」', en: 'holds “{character}”, which belongs to no number' },
  'phone-too-much-text': { 'zh-CN': '文字太长', en: 'is too long' },
  'phone-digits-lost': {
    'zh-CN': '科学计数法丢了尾数，请把该列设为文本后重新填写',
    en: 'has lost digits to an exponent; make the column a text and fill it in again',
  },
  'phone-decimal': { 'zh-CN': '是小数，不是号码', en: 'is a decimal and no number' },
  'phone-leading-zero-lost': {
    'zh-CN': '可能丢了开头的 0，是否为 {offered}',
    en: 'may have lost its leading 0: {offered}',
  },
  'phone-too-short': { 'zh-CN': '少 {missing} 位', en: 'lacks {missing} digits' },
  'phone-too-long': { 'zh-CN': '多 {extra} 位', en: 'has {extra} digits too many' },
  'phone-too-short-for-area': {
    'zh-CN': '比 {area} 的号码少 {missing} 位',
    en: 'lacks {missing} digits for area {area}',
  },
  'phone-too-long-for-area': {
    'zh-CN': '比 {area} 的号码多 {extra} 位',
    en: 'has {extra} digits too many for area {area}',
  },
  'phone-no-area': { 'zh-CN': '缺少区号', en: 'lacks an area code' },
  'phone-unknown-area': { 'zh-CN': '没有区号 {area}', en: 'names no area code: {area}' },
  'phone-data-card': {
    'zh-CN': '是 13 位物联网卡号，不能通话',
    en: 'is a data card of 13 digits, which takes no calls',
  },
  'phone-messages-only': { 'zh-CN': '是 106 短信号码，不能拨打', en: 'only sends messages and takes no calls' },
  'phone-foreign-after-86': { 'zh-CN': '86 后面不能再接其他国家的号码', en: 'has another country behind 86' },
  'phone-unknown-country': { 'zh-CN': '没有国家代码 {country}', en: 'names no country code: {country}' },
  'phone-not-in-plan': { 'zh-CN': '没有「{number}」这样的号码', en: 'is no kind of number: {number}' },
  'phone-only-digits': { 'zh-CN': '号码只含数字', en: 'holds more than digits' },
  'phone-several-numbers': { 'zh-CN': '有多个号码', en: 'holds several numbers' },
  'phone-pattern': {
    'zh-CN': '不是号码规则：? 代表一位数字，一个 * 代表任意多位，至少写 2 位数字',
    en: 'is no pattern: ? is one digit, one * any number of them, and at least 2 digits are needed',
  },
  'phone-emergency': { 'zh-CN': '是紧急号码，不能列入名单', en: 'is an emergency number, which no list may hold' },
  'phone-extension': {
    'zh-CN': '号码后面的「{text}」无法识别',
    en: 'has “{text}” behind the number, which is not understood',
  },
};
