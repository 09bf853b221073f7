import { describe, expect, test } from 'vitest';
import {
  afterCall,
  fillMessage,
  hangUpCases,
  takesMessages,
  unknownIn,
  type EndedCall,
  type HangUpMode,
  type HangUpStep,
} from './hang-up.ts';

const call: EndedCall = {
  direction: 'inbound',
  number: '+8613900000001',
  isAnswered: true,
  hasAgent: true,
  isListed: false,
};
const texts = { outboundUnanswered: 'ou', outboundAnswered: 'oa', inboundUnanswered: 'iu', inboundAnswered: ' ia ' };
const nothing: HangUpStep = { do: 'nothing' };

describe('after a call', () => {
  test.each<[string, Partial<EndedCall>, HangUpMode, HangUpStep]>([
    ['that came in and was answered', {}, 'send', { do: 'send', text: 'ia' }],
    ['that came in and was not', { isAnswered: false }, 'send', { do: 'send', text: 'iu' }],
    ['that was placed and answered', { direction: 'outbound' }, 'send', { do: 'send', text: 'oa' }],
    ['that was placed and not', { direction: 'outbound', isAnswered: false }, 'send', { do: 'send', text: 'ou' }],
    ['of an agent who wants to be asked', {}, 'ask', { do: 'ask', text: 'ia' }],
    ['of an agent who wants none', {}, 'off', nothing],
    ['of nobody, when somebody would be asked', { hasAgent: false }, 'ask', nothing],
    ['of nobody, when it is sent', { hasAgent: false, isAnswered: false }, 'send', { do: 'send', text: 'iu' }],
    ['of colleagues', { direction: 'internal' }, 'send', nothing],
    ['with a number on a list', { isListed: true }, 'send', nothing],
    ['with a number that is withheld', { number: '' }, 'send', nothing],
    ['with a landline', { number: '+8675526540000' }, 'send', nothing],
  ])('[A4.8] %s', (_what, change, mode, expected) => {
    expect(afterCall({ ...call, ...change }, mode, texts)).toEqual(expected);
  });

  test('[A4.8] nothing is sent or asked without a text for its case', () => {
    for (const blank of ['', '  \n'])
      for (const mode of ['ask', 'send'] as const)
        expect(afterCall(call, mode, { ...texts, inboundAnswered: blank })).toEqual(nothing);
  });

  test('[A4.8] each of the four cases has its own text', () => {
    const all = [true, false].flatMap((isAnswered) =>
      (['inbound', 'outbound'] as const).map((direction) =>
        afterCall(
          { ...call, direction, isAnswered },
          'send',
          Object.fromEntries(hangUpCases.map((one) => [one, one])) as never,
        ),
      ),
    );
    expect(new Set(all.map((step) => (step.do === 'send' ? step.text : '')))).toEqual(new Set(hangUpCases));
  });
});

test.each([
  ['+8613900000001', true],
  ['+8619900000001', true],
  ['+8612900000001', false],
  ['+8617900000001', false],
  ['+861390000000', false],
  ['+86139000000011', false],
  ['+8675526540000', false],
  ['+864000000800', false],
  ['110', false],
  ['112', false],
  ['95500', false],
  ['+85212345678', false],
  ['802', false],
  ['', false],
])('[A4.8] %j takes messages: %j', (number, expected) => {
  expect(takesMessages(number)).toBe(expected);
});

describe('the text of a message', () => {
  const values = {
    'customer.name': '林晓梅',
    'customer.title': '女士',
    'agent.name': '王芳',
    'agent.extension': '802',
    'company.name': '',
  };
  test.each([
    ['{{customer.name}}{{ customer.title }}您好', '林晓梅女士您好'],
    ['您好{{company.name}}！', '您好！'],
    ['{{customer.phone}}x', 'x'],
    ['  a  ', 'a'],
  ])('[A4.8] %j is %j', (text, expected) => {
    expect(fillMessage(text, values)).toBe(expected);
  });

  test('[A4.8] what a value says is no variable', () => {
    expect(fillMessage('{{customer.name}}', { ...values, 'customer.name': '{{agent.name}}' })).toBe('{{agent.name}}');
  });

  test('[A4.8] names what it does not know', () => {
    expect(unknownIn('{{customer.name}} {{password}} {{customer.phone}} {{}}')).toEqual([
      'password',
      'customer.phone',
      '',
    ]);
  });
});
