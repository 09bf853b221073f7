/** Signs between several values and between the levels of one; no label has them. */
export const separators = { values: '；', levels: ' > ' } as const;
/** What people write between several values. */
export const betweenValues = /[;；\n,，、]/;

export type FieldLanguage = 'zh' | 'en';
