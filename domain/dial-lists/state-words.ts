/** What the states of a number that is dialled by hand are called, on the screen and in sheets. */
import type { Labels } from '../fields/field.ts';
import type { FieldLanguage } from '../fields/separators.ts';
import type { DialState } from './number-state.ts';

export const dialStateLabels: Readonly<Record<DialState, Labels>> = {
  waiting: { zh: '未拨', en: 'Not dialled' },
  ringing: { zh: '呼叫中', en: 'Calling' },
  talking: { zh: '通话中', en: 'In a call' },
  answered: { zh: '已接通', en: 'Answered' },
  'no-answer': { zh: '无人接听', en: 'No answer' },
  busy: { zh: '用户忙', en: 'Busy' },
  refused: { zh: '拒接', en: 'Refused' },
  invalid: { zh: '空号', en: 'Invalid number' },
  unreachable: { zh: '无法接通', en: 'Unreachable' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  failed: { zh: '呼叫失败', en: 'Failed' },
  blocked: { zh: '不允许拨打', en: 'Not allowed' },
};

/** In one language. */
export const dialStateWords = (language: FieldLanguage): Record<DialState, string> =>
  Object.fromEntries(Object.entries(dialStateLabels).map(([state, labels]) => [state, labels[language]])) as Record<
    DialState,
    string
  >;
