/** i18next with the texts of the parts that are shown: a page brings its own, and a change of language fetches those again that are there. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './language.ts';
import { everyPart, textsOfPart } from './sources.ts';
import type { PartName, Texts } from './texts.ts';
import { loadPart } from './load-part.ts';

export { languageNames, languages, type Language } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

const namespace = 'translation';
/** Event after which everything that speaks is said again. */
const completed = 'textsCompleted';
/** The instance that the application speaks with; whatever asks for texts before it is started finds them when it is. */
let speaking: i18n | undefined;
const wanted = new Set<PartName>();
/** `language part` → its texts, on the way or there. */
const fetched = new WeakMap<i18n, Map<string, Promise<void>>>();

async function add(instance: i18n, language: Language, part: PartName): Promise<void> {
  const known = fetched.get(instance) ?? new Map<string, Promise<void>>();
  fetched.set(instance, known);
  const key = `${language} ${part}`;
  const fetching = known.get(key) ?? fetchPart(instance, language, part);
  known.set(key, fetching);
  // What did not come is asked for again next time.
  await fetching.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
}

async function fetchPart(instance: i18n, language: Language, part: PartName): Promise<void> {
  instance.addResourceBundle(language, namespace, await textsOfPart(language, part), true, true);
}

const addAll = (instance: i18n, language: Language, parts: Iterable<PartName>): Promise<void[]> =>
  Promise.all(Array.from(parts, (part) => add(instance, language, part)));

/** A ready i18next that knows these parts; `changeLanguage` below switches it. */
export async function startTexts(language: Language, parts: readonly PartName[] = everyPart): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { [namespace]: {} } },
    interpolation: { escapeValue: false },
    returnNull: false,
    saveMissing: true,
    missingKeyHandler: () => void complete(instance),
    react: { bindI18n: `languageChanged ${completed}` },
  });
  for (const part of parts) wanted.add(part);
  await addAll(instance, language, wanted);
  speaking = instance;
  return instance;
}

/** An i18next that speaks these parts in one language beside that of the page. */
export async function speakerOf(language: Language, parts: readonly PartName[]): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { [namespace]: {} } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await addAll(instance, language, parts);
  return instance;
}

/** Fetches these parts in the language of the moment; at once when they are there. */
export async function loadTexts(parts: readonly PartName[]): Promise<void> {
  for (const part of parts) wanted.add(part);
  if (speaking) await addAll(speaking, speaking.language as Language, parts);
}

/** Something was said whose part nobody had asked for: the rest is fetched, and everything said again. */
async function complete(instance: i18n): Promise<void> {
  const language = instance.language as Language;
  const known = fetched.get(instance);
  if (everyPart.every((part) => known?.has(`${language} ${part}`))) return;
  await addAll(instance, language, everyPart);
  instance.emit(completed);
}

/** Waits until a refusal can be told: any page may meet one of another slice. */
export async function loadRefusal(code: string): Promise<void> {
  if (speaking?.exists(`errors.${code}`) === false) await loadTexts(everyPart);
}

/** Loads a part of the application together with the texts that it speaks. */
export const withTexts =
  <Module>(parts: readonly PartName[], load: () => Promise<Module>): (() => Promise<Module>) =>
  async () => {
    const [module] = await Promise.all([loadPart(load), loadPart(() => loadTexts(parts))]);
    return module;
  };

/** Loads the language if need be and switches to it. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  await addAll(instance, language, wanted);
  await instance.changeLanguage(language);
  // A page that was opened meanwhile asked for its texts in the language before.
  await addAll(instance, language, wanted);
  instance.emit(completed);
}
