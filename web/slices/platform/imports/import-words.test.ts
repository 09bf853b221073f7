import { describe, expect, it } from 'vitest';
import { fieldName } from './import-words.ts';

const found = { fields: [{ key: 'phone', isRequired: true, names: ['主号码', 'Phone', '手机'], settable: [] }] };

describe('[C4] words of an import', () => {
  it('name a field by the language, and an unknown one by its key', () => {
    expect([
      fieldName(found, 'phone', 'zh-CN'),
      fieldName(found, 'phone', 'en'),
      fieldName(found, 'gone', 'en'),
    ]).toEqual(['主号码', 'Phone', 'gone']);
  });
});
