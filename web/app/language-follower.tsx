/** Follows the chosen language with the texts and the document. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../lib/preferences.tsx';
import { changeLanguage } from '../text/i18n.ts';

export function LanguageFollower() {
  const { language } = usePreferences().preferences;
  const { i18n } = useTranslation();
  useEffect(() => {
    document.documentElement.lang = language;
    if (i18n.language !== language) void changeLanguage(i18n, language);
  }, [i18n, language]);
  return null;
}
