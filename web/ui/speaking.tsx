/** A part of a page that speaks a language of its own, such as a picture of the page in the other one. Nothing until its texts are there. */
import type { i18n } from 'i18next';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { speakerOf, type Language } from '../text/i18n.ts';
import type { PartName } from '../text/texts.ts';

interface Props {
  language: Language;
  /** The parts whose texts it speaks. Stays the same list. */
  parts: readonly PartName[];
  children: ReactNode;
}

export function Speaking({ language, parts, children }: Props) {
  const [speaker, setSpeaker] = useState<i18n | null>(null);
  useEffect(() => {
    let isGone = false;
    void speakerOf(language, parts).then((found) => !isGone && setSpeaker(found));
    return () => void (isGone = true);
  }, [language, parts]);
  return speaker && <I18nextProvider i18n={speaker}>{children}</I18nextProvider>;
}
