/** Starts i18next with the language of choice; English comes as a part of its own. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zh, type Texts } from './zh.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
/** Languages under their own names. */
export const languageNames: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

async function textsOf(language: Language): Promise<Texts> {
  return language === 'en' ? (await import('./en.ts')).en : zh;
}

/** A ready i18next; `changeLanguage` below switches it. */
export async function startTexts(language: Language): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await textsOf(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Loads the language if need be and switches to it. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation'))
    instance.addResourceBundle(language, 'translation', await textsOf(language));
  await instance.changeLanguage(language);
}
