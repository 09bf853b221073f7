import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canEnd, reachable, scriptErrors, type ScriptField } from './check.ts';
import { after, follow, readAnswer, waysOf, type Step } from './script.ts';
import { nothing, renderText, unknownVariables, variablesIn } from './variables.ts';

const step = (id: string, of: Partial<Step> = {}): Step => ({
  id,
  title: id,
  text: '您好',
  answer: 'none',
  options: [],
  field: '',
  next: null,
  ...of,
});
const option = (value: string, next: string | null = null) => ({ value, label: value, next });

describe('[B] an answer', () => {
  const choice = { answer: 'choice', options: [option('yes'), option('no')] } as const;
  test.each([
    [{ answer: 'none', options: [] }, '', ''],
    [{ answer: 'none', options: [] }, 'x', null],
    [choice, ' yes ', 'yes'],
    [choice, 'maybe', null],
    [choice, '', null],
    [{ answer: 'number', options: [] }, '-12.5', '-12.5'],
    [{ answer: 'number', options: [] }, '1e9', null],
    [{ answer: 'number', options: [] }, '', null],
    [{ answer: 'date', options: [] }, '2026-02-28', '2026-02-28'],
    [{ answer: 'date', options: [] }, '2026-02-30', null],
    [{ answer: 'date', options: [] }, '28.2.2026', null],
    [{ answer: 'text', options: [] }, ' 周三下午 ', '周三下午'],
    [{ answer: 'text', options: [] }, ' ', null],
    [{ answer: 'text', options: [] }, 'x'.repeat(1001), null],
  ] as const)('%j takes %j as %j', (of, typed, kept) => {
    expect(readAnswer(of, typed)).toBe(kept);
  });
});

describe('[B] the text of a step', () => {
  test('has its variables, those that there are not are named', () => {
    const text =
      '{{customer.name}}{{ customer.title }}您好，{{customer.name}}，{{customer.fields.grade}}{{customer.age}}{{}}';
    expect(variablesIn(text)).toEqual(['customer.name', 'customer.title', 'customer.fields.grade', 'customer.age', '']);
    expect(unknownVariables(text, ['grade'])).toEqual(['customer.age', '']);
    expect(unknownVariables(text, [])).toEqual(['customer.fields.grade', 'customer.age', '']);
  });

  test('is read with their values, and what looks like a variable in a value is none', () => {
    const values: Record<string, string> = { 'customer.name': '{{agent.name}}', 'agent.name': '林晓雨' };
    const read = renderText('{{customer.name}}，我是{{ agent.name }}，{{call.queue}}', (name) => values[name] ?? '');
    expect(read).toBe(`{{agent.name}}，我是林晓雨，${nothing}`);
  });

  test('of braces and spaces alone holds nobody up, however long it is', () => {
    const text = `{{${' '.repeat(200_000)}`;
    expect(variablesIn(text)).toEqual([]);
    expect(renderText(text, () => 'x')).toBe(text);
    expect(variablesIn(`${text} agent.name }}`)).toEqual(['agent.name']);
  });

  test('without a variable is read as it stands', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(variablesIn(text).length === 0);
        expect(renderText(text, () => 'x')).toBe(text);
      }),
    );
  });
});

describe('[B] before a script is published', () => {
  const fields: ScriptField[] = [
    { key: 'grade', type: 'radio', values: ['key', 'regular'] },
    { key: 'estimate', type: 'number', values: [] },
  ];
  const rulesOf = (steps: Step[]) =>
    scriptErrors(steps, fields).map(({ stepId, rule, about }) => `${stepId} ${rule} ${about}`.trim());
  test.each([
    ['nothing is wrong', [step('a', { next: 'b' }), step('b')], []],
    ['there are no steps', [], ['null no-steps']],
    ['a step says nothing', [step('a', { text: ' ' })], ['a no-text']],
    ['a variable is unknown', [step('a', { text: '{{x}}' })], ['a unknown-variable x']],
    ['a choice has no answers', [step('a', { answer: 'choice' })], ['a no-options', 'a endless']],
    [
      'two answers are one',
      [step('a', { answer: 'choice', options: [option('1'), option('1')] })],
      ['a same-option 1'],
    ],
    ['a step leads nowhere', [step('a', { next: 'z' })], ['a no-such-step z']],
    ['a step is never reached', [step('a'), step('b')], ['b unreachable']],
    ['steps lead around', [step('a', { next: 'b' }), step('b', { next: 'a' })], ['a endless', 'b endless']],
    [
      'a way around has a way out',
      [step('a', { answer: 'choice', options: [option('again', 'a'), option('on')] })],
      [],
    ],
    ['a field is gone', [step('a', { answer: 'text', field: 'gone' })], ['a no-such-field gone']],
    [
      'a field takes something else',
      [step('a', { answer: 'date', field: 'estimate' })],
      ['a field-takes-another estimate'],
    ],
    [
      'a field has no such value',
      [step('a', { answer: 'choice', field: 'grade', options: [option('key'), option('vip')] })],
      ['a field-has-no-such-value vip'],
    ],
    ['a step without a question keeps nothing', [step('a', { field: 'gone' })], []],
  ] as const)('%s', (_, steps, errors) => {
    expect(rulesOf([...steps])).toEqual(errors);
  });
});

describe('[B] any script', () => {
  const ids = ['s1', 's2', 's3', 's4', 's5'];
  const way = fc.constantFrom(...ids, null);
  const anyStep = (id: string) =>
    fc.record({
      id: fc.constant(id),
      title: fc.constant(id),
      text: fc.constant('好'),
      answer: fc.constantFrom('none' as const, 'choice' as const, 'number' as const),
      options: fc
        .array(way, { minLength: 1, maxLength: 3 })
        .map((ways) => ways.map((next, i) => option(`v${i}`, next))),
      field: fc.constant(''),
      next: way,
    });
  const anySteps = fc.integer({ min: 1, max: 5 }).chain((count) => fc.tuple(...ids.slice(0, count).map(anyStep)));
  const answersOf = ({ answer, options }: Step): string[] =>
    answer === 'choice' ? options.map(({ value }) => value) : [answer === 'number' ? '1' : ''];

  test('that can be published leads from every step to its end, by answers that are taken, and asks every step on some way', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        fc.pre(scriptErrors(steps, []).length === 0);
        for (const from of steps) {
          const seen = new Set<string>();
          const walk = (id: string | null): boolean => {
            const at = steps.find((one) => one.id === id);
            if (!at) return true;
            if (seen.has(at.id)) return false;
            seen.add(at.id);
            return answersOf(at).some((value) => readAnswer(at, value) !== null && walk(after(at, value)));
          };
          expect(walk(from.id)).toBe(true);
        }
        expect(reachable(steps).size).toBe(steps.length);
      }),
    );
  });

  test('has as steps that end those from which a long enough walk can, and as reachable those that a walk finds', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const waysFrom = (id: string): readonly (string | null)[] => waysOf(steps.find((one) => one.id === id)!);
        const isThere = (id: string | null): id is string => steps.some((one) => one.id === id);
        const ends = (id: string | null, left: number): boolean =>
          !isThere(id) || (left > 0 && waysFrom(id).some((next) => ends(next, left - 1)));
        const found = new Set([steps[0]!.id]);
        for (let round = 0; round < steps.length; round++)
          for (const id of found) for (const next of waysFrom(id)) if (isThere(next)) found.add(next);
        expect(canEnd(steps)).toEqual(new Set(steps.map(({ id }) => id).filter((id) => ends(id, steps.length))));
        expect(reachable(steps)).toEqual(found);
      }),
    );
  });

  test('is followed by its answers as far as they fit, and no further', () => {
    fc.assert(
      fc.property(anySteps, fc.array(fc.nat(9), { maxLength: 12 }), fc.nat(12), (steps, picks, cut) => {
        const given: { stepId: string; value: string }[] = [];
        for (const pick of picks) {
          const { at } = follow(steps, given);
          if (!at) break;
          const all = answersOf(at);
          given.push({ stepId: at.id, value: all[pick % all.length]! });
        }
        const whole = follow(steps, given);
        expect(whole.behind.map(({ step: of, value }) => ({ stepId: of.id, value }))).toEqual(given);
        const back = follow(steps, given.slice(0, cut));
        expect(back.behind).toEqual(whole.behind.slice(0, cut));
        expect(follow(steps, [...given, { stepId: 'gone', value: '' }]).at).toEqual(whole.at);
      }),
    );
  });
});
