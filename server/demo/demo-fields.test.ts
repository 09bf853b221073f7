import { definitionErrors } from '@bahu/domain/fields/definition.ts';
import { fieldsOfOwner } from '@bahu/contract/field-owners.ts';
import { fits } from '@bahu/domain/fields/value.ts';
import { expect, test } from 'vitest';
import { customers, followUpTexts } from './demo-data.ts';
import { customerValues, demoFields, demoOwners, followUpValues } from './demo-fields.ts';

const agent = '01900000-0000-7000-8000-00000000000a';
const reading = {
  home: { countryCode: '86', areaCode: '755' },
  isAgent: (id: string) => id === agent,
  fileOf: () => undefined,
};
const files = [{ id: agent, name: '报价单.pdf', type: 'application/pdf', size: 1 }];

test('[P5] [C6] the fields of the demo company are ones that the designer would take', () => {
  for (const owner of demoOwners)
    for (const field of demoFields[owner]) {
      const others = demoFields[owner].filter((other) => other !== field);
      expect(definitionErrors(field, others, fieldsOfOwner[owner].names, reading), field.key).toEqual([]);
    }
});

test('[P5] [C6] what its customers and follow-ups have in them fits, and no field is empty everywhere', () => {
  const now = Date.parse('2026-11-29T00:00:00Z');
  const records = {
    customers: customers.map((_, i) => customerValues(i, now, [agent], i % 9 === 0 ? files : [])),
    'follow-ups': followUpTexts.map((_, i) => followUpValues(i)),
  };
  for (const owner of demoOwners)
    for (const field of demoFields[owner]) {
      const values = records[owner].flatMap((fields) => (fields[field.id] === undefined ? [] : [fields[field.id]!]));
      expect(values.length, field.key).toBeGreaterThan(2);
      for (const value of values)
        expect(fits(field, value, reading), `${field.key} ${JSON.stringify(value)}`).toBe(true);
    }
});
