/** Signs between several values and between the levels of one; no label has them. */
export const separators = { values: '；', levels: ' > ' } as const;

export type FieldLanguage = 'zh' | 'en';
