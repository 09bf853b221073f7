/** What a person set up on this browser. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { languages, type Language } from '../text/i18n.ts';
import { keptForGood } from './storage.ts';

export type Theme = 'light' | 'dark' | 'system';

export interface Preferences {
  theme: Theme;
  language: Language;
  /** Of the rows of all lists; one list may be set higher for itself. */
  density: 'compact' | 'comfortable';
  /** Whether a call that rings behind another window is announced by the system; null until somebody was asked. */
  announcesCalls: boolean | null;
  /** Device ids, empty for the system's default. */
  microphone: string;
  speaker: string;
  ringer: string;
  /** 0 to 1. */
  ringVolume: number;
  isRingMuted: boolean;
  /** Whether keys sound when they are pressed. */
  hasKeyTones: boolean;
}

const storedAs = 'preferences';

/** The language that the browser asks for, Chinese when it is neither. */
const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN');

/** Preferences of this browser; what is missing or was spoilt has its default. */
export function readPreferences(): Preferences {
  const stored = keptForGood.read(storedAs);
  const kept = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<
    Record<keyof Preferences, unknown>
  >;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
    language: languages.find((language) => language === kept.language) ?? browserLanguage(),
    density: kept.density === 'comfortable' ? 'comfortable' : 'compact',
    announcesCalls: typeof kept.announcesCalls === 'boolean' ? kept.announcesCalls : null,
    microphone: text(kept.microphone),
    speaker: text(kept.speaker),
    ringer: text(kept.ringer),
    ringVolume: typeof kept.ringVolume === 'number' ? Math.min(1, Math.max(0, kept.ringVolume)) : 0.6,
    isRingMuted: kept.isRingMuted === true,
    hasKeyTones: kept.hasKeyTones !== false,
  };
}

type Change = (part: Partial<Preferences>) => void;
const PreferencesContext = createContext<{ preferences: Preferences; change: Change } | null>(null);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);
  const change = useCallback<Change>((part) => {
    setPreferences((before) => {
      const after = { ...before, ...part };
      keptForGood.write(storedAs, after);
      return after;
    });
  }, []);
  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return <PreferencesContext.Provider value={value}>{children}</PreferencesContext.Provider>;
}

export function usePreferences(): { preferences: Preferences; change: Change } {
  const value = useContext(PreferencesContext);
  if (!value) throw new Error('no preferences above this component');
  return value;
}
