/** Where a number belongs, in the words of the reader's language: province and city, then whose network its prefix is of. */
import type { ShownRegion } from '@bahu/contract/regions.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Empty where nothing is known. */
export function useRegionText(): (region: ShownRegion | null) => string {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useCallback(
    (region) => {
      if (!region) return '';
      const place = (language === 'en' && region.placeEn) || region.place;
      const carrier = region.carrier && t(`regions.carriers.${region.carrier}`);
      return [place, carrier].filter(Boolean).join(' ');
    },
    [t, language],
  );
}
