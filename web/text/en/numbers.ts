import type { Texts } from '../zh.ts';

export const numbers: Texts['numbers'] = {
  'empty': 'Enter a number',
  'no-digits': 'There is no number here',
  'characters': '“{{character}}” belongs to no number',
  'too-much-text': 'Too long for a number',
  'digits-lost': 'Digits were lost to an exponent. Enter the number as text',
  'decimal': 'A decimal is no number',
  'leading-zero-lost': 'Is the 0 of the area code missing? Perhaps {{offered}}',
  'too-short': '{{missing}} digits missing',
  'too-long': '{{extra}} digits too many',
  'too-short-for-area': '{{missing}} digits missing for area {{area}}',
  'too-long-for-area': '{{extra}} digits too many for area {{area}}',
  'no-area': 'Add the area code',
  'unknown-area': 'There is no area code {{area}}',
  'data-card': 'A data card of 13 digits takes no calls',
  'messages-only': 'Numbers that begin with 106 send messages and take no calls',
  'foreign-after-86': 'No other country can follow 86',
  'unknown-country': 'There is no country code {{country}}',
  'not-in-plan': 'There is no number like “{{number}}”',
  'several-numbers': 'There are several numbers here. Keep one',
  'extension': '“{{text}}” behind the number is not understood',
  'kinds': {
    'characters': 'characters of no number', 'leading-zero-lost': 'leading 0 may be lost', 'too-short': 'digits missing', 'too-long': 'digits too many', 'too-short-for-area': 'too short for the area', 'too-long-for-area': 'too long for the area',
    'unknown-area': 'no such area code', 'unknown-country': 'no such country code', 'not-in-plan': 'not a telephone number', 'extension': 'digits behind the number not understood',
  },
};
