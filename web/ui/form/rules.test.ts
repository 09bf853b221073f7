import { NewUser, UserChange } from '@bahu/contract/users.ts';
import { agentGroupRoutes } from '@bahu/contract/agent-groups.ts';
import { apiKeyRoutes } from '@bahu/contract/api-keys.ts';
import { callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { departmentRoutes } from '@bahu/contract/departments.ts';
import { operatorRoutes } from '@bahu/contract/operator.ts';
import { roleRoutes } from '@bahu/contract/roles.ts';
import { webhookRoutes } from '@bahu/contract/webhooks.ts';
import type { TObject, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { violationOf, rulesOf } from './rules.ts';

describe('[U2] limits of a form', () => {
  it('come from the contract: length, pattern, numbers, lists', () => {
    expect(rulesOf(NewUser, 'name')).toMatchObject({ isRequired: true, minLength: 1, maxLength: 64 });
    expect(rulesOf(NewUser, 'extension')).toMatchObject({ isRequired: true, pattern: '^[4-8][0-9]{2}$' });
    expect(rulesOf(UserChange, 'wrapUpSeconds')).toMatchObject({
      isRequired: true,
      isWhole: true,
      minimum: 0,
      maximum: 3600,
    });
    expect(rulesOf(UserChange, 'staffingWeight')).toMatchObject({ isWhole: false, maximum: 10 });
    expect(rulesOf(UserChange, 'notes')).toMatchObject({ maxItems: 5, itemLength: 200 });
  });

  it('know what may be empty or none', () => {
    expect(rulesOf(UserChange, 'loginName')).toMatchObject({
      isNullable: true,
      isRequired: false,
      pattern: '^[A-Za-z][A-Za-z0-9._-]{1,31}$',
    });
    expect(rulesOf(UserChange, 'shortNumber').isRequired).toBe(false);
    expect(rulesOf(UserChange, 'unheard')).toEqual({ isRequired: false, isNullable: false, isWhole: false });
  });

  it('name the rule that a value breaks', () => {
    const violation = (name: string, value: unknown) => violationOf(rulesOf(NewUser, name), value);
    expect([violation('name', ''), violation('name', '  '), violation('name', '林')]).toEqual([
      { rule: 'required' },
      { rule: 'required' },
      null,
    ]);
    expect(violation('name', '林'.repeat(65))).toEqual({ rule: 'maxLength', limit: 64 });
    expect([violation('extension', '399'), violation('extension', '400')]).toEqual([{ rule: 'pattern' }, null]);
    expect([violation('loginName', null), violation('loginName', ''), violation('loginName', '1a')]).toEqual([
      null,
      null,
      { rule: 'pattern' },
    ]);
    expect([violation('lockDays', -1), violation('lockDays', 4000), violation('lockDays', null)]).toEqual([
      { rule: 'minimum', limit: 0 },
      { rule: 'maximum', limit: 3650 },
      { rule: 'required' },
    ]);
    expect(violation('notes', ['', 'x'.repeat(201)])).toEqual({ rule: 'maxLength', limit: 200 });
    expect(violation('isEnabled', false)).toBeNull();
  });
});

/** The request of every form that is an `EntityEditor`; those of one field, and the customer's card, are forms of their own. */
const requests: Readonly<Record<string, TObject>> = {
  'new user': NewUser,
  user: UserChange,
  'new role': roleRoutes.create.body,
  role: roleRoutes.change.body,
  'new department': departmentRoutes.create.body,
  department: departmentRoutes.change.body,
  'new group': agentGroupRoutes.create.body,
  group: agentGroupRoutes.change.body,
  'new caller ID': callerIdRoutes.create.body,
  'caller ID': callerIdRoutes.change.body,
  'new key': apiKeyRoutes.create.body,
  'new webhook': webhookRoutes.create.body,
  webhook: webhookRoutes.change.body,
  'new tenant': operatorRoutes.createTenant.body,
  tenant: operatorRoutes.changeTenant.body,
  'new operator': operatorRoutes.createOperator.body,
};

describe.each(Object.entries(requests))('[U1] [U2] [P1] the form of a %s', (_name, request) => {
  const fields = Object.entries(request.properties as Readonly<Record<string, TSchema>>);
  // A text that may be empty, a choice that may be none, and a switch need nothing; a list shows by itself that nothing is in it.
  const refusesNothing = (schema: TSchema): boolean =>
    ['string', 'number', 'integer'].includes(String((schema as { type?: unknown }).type)) &&
    !('enum' in schema) &&
    !Value.Check(schema, '') &&
    !Value.Check(schema, null);

  it('asks for each field that its request does not take empty, and for no other', () => {
    const asked = fields.filter(([field]) => rulesOf(request, field).isRequired).map(([field]) => field);
    expect(asked.toSorted()).toEqual(
      fields
        .filter(([, schema]) => refusesNothing(schema))
        .map(([field]) => field)
        .toSorted(),
    );
  });

  it('refuses an empty value of each of them before anything is sent', () => {
    for (const [field, schema] of fields)
      expect([field, violationOf(rulesOf(request, field), '')?.rule ?? null]).toEqual([
        field,
        refusesNothing(schema) ? 'required' : null,
      ]);
  });
});
