import { describe, expect, it } from 'vitest';
import { codeLabels, codesOf, definitionsOf, labelsOf } from './built-in-definitions.ts';
import { customerFieldKeys, customerFields } from './customer-fields.ts';
import { definitionErrors } from './definition.ts';
import { reading } from './test-fields.ts';

describe('[C6] a field that every record has, as a definition', () => {
  it('is as sound as one that a company designs, beside all others', () => {
    const all = Object.values(definitionsOf(customerFields));
    for (const field of all) {
      const others = all.filter(({ key }) => key !== field.key);
      // Those of the program have capitals in them, which a company's codes have not.
      const asDesigned = { ...field, key: field.key.toLowerCase() };
      expect(definitionErrors(asDesigned, others, [], reading), field.key).toEqual([]);
    }
    expect(all.map(({ key }) => key)).toEqual(customerFieldKeys);
  });

  it('has the labels, the list and the required mark of its one description', () => {
    expect(labelsOf(customerFields, 'zh').address).toBe(customerFields.address.labels.zh);
    expect(codesOf(customerFields.title)).toEqual(['mr', 'ms']);
    expect(codeLabels(customerFields.stage, 'en')).toMatchObject({ lead: 'First contact', won: 'Won' });
    const required = Object.values(definitionsOf(customerFields)).filter((field) => field.required.web);
    expect(required.map(({ key }) => key)).toEqual(['name']);
  });
});
