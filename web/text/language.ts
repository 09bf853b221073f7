/** The languages of the interface. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
/** Languages under their own names. */
export const languageNames: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };
