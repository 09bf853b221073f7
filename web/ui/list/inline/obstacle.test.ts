import { fieldsOfCustomers } from '@bahu/domain/fields/customer-owner.ts';
import { fieldStates, fieldTypes, type FieldDef } from '@bahu/domain/fields/field.ts';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../form/fields.ts';
import { obstacleOfControl, obstacleOfField } from './obstacle.ts';

const all = { mayEdit: true, canEdit: true, masksNumbers: false };
const customerField = (key: string): FieldDef => fieldsOfCustomers.builtIn.find((field) => field.key === key)!;

describe('a cell of a field that can be changed in place', () => {
  it('[C6] [C1] is one that a form asks for; one that is only shown, and a column without a field, is not', () => {
    const stage = customerField('stage');
    expect(fieldStates.map((state) => [state, obstacleOfField({ ...stage, state }, all)])).toEqual([
      ['all', null],
      ['more', null],
      ['form', null],
      ['list', 'shown-only'],
      ['hidden', 'shown-only'],
      ['off', 'shown-only'],
    ]);
    expect(obstacleOfField(customerField('owner'), all)).toBe('shown-only');
    expect(obstacleOfField(undefined, all)).toBe('no-field');
  });

  it('[U1] [C6] is of any type but files, which take their time, and no number that the reader does not see', () => {
    const masked = { ...all, masksNumbers: true };
    for (const type of fieldTypes) {
      const field = { ...customerField('stage'), type };
      const usual = type === 'file' ? 'form-only' : null;
      expect(obstacleOfField(field, all), type).toBe(usual);
      expect(obstacleOfField(field, masked), type).toBe(type === 'phone' ? 'masked' : usual);
    }
  });

  it('[U1] belongs to a record that the reader may change: else it says whether they may change any', () => {
    const stage = customerField('stage');
    expect(obstacleOfField(stage, { ...all, canEdit: false })).toBe('others');
    expect(obstacleOfField(stage, { ...all, canEdit: false, mayEdit: false })).toBe('read-only');
  });
});

describe('a cell of a field of a form', () => {
  interface Values {
    a: string;
    b: string;
  }
  const values: Values = { a: 'x', b: '' };
  const text: Field<Values> = { kind: 'text', name: 'a', label: 'A' };
  const rights = { mayEdit: true, canEdit: true };

  it('[C1] can be changed unless the form fixes it, hides it, or has a control of its own for it', () => {
    expect(obstacleOfControl(text, values, rights)).toBeNull();
    expect(obstacleOfControl({ ...text, fixed: 'why' }, values, rights)).toBe('fixed');
    expect(obstacleOfControl({ ...text, isShown: ({ b }) => b !== '' }, values, rights)).toBe('form-only');
    expect(obstacleOfControl({ ...text, kind: 'secret' }, values, rights)).toBe('form-only');
    expect(obstacleOfControl({ ...text, kind: 'custom', control: () => null }, values, rights)).toBe('form-only');
    expect(obstacleOfControl(undefined, values, rights)).toBe('no-field');
  });

  it('[U1] can be changed by nobody who may not change the record, whatever the field', () => {
    expect(obstacleOfControl(text, values, { ...rights, canEdit: false })).toBe('others');
    expect(obstacleOfControl({ ...text, fixed: 'why' }, values, { mayEdit: false, canEdit: false })).toBe('read-only');
  });
});
