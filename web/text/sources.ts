/** Where the texts of each part stand: found by their names, so that a new slice brings its own without a line here. */
import type { Language } from './language.ts';
import type { PartName } from './texts.ts';

type File = Readonly<Record<string, object>>;
type Source = () => Promise<File>;
const chinese = import.meta.glob<File>('../{app,desk,operator,slices,text,ui}/**/*.zh.ts');
const english = import.meta.glob<File>('../{app,desk,operator,slices,text,ui}/**/*.en.ts');

/** `../slices/crm/customers/customers.zh.ts` → `customers`. */
const partOf = (path: string): string => path.replace(/^.*\/|\.(?:zh|en)\.ts$/g, '');
const byPart = (files: Record<string, Source>): Map<string, Source> =>
  new Map(Object.entries(files).map(([path, source]) => [partOf(path), source]));
const sources: Record<Language, Map<string, Source>> = { 'zh-CN': byPart(chinese), en: byPart(english) };
const exported = { 'zh-CN': 'zh', en: 'en' } as const;

export const everyPart = [...sources['zh-CN'].keys()] as PartName[];

/** The texts of one part; its file is fetched once. */
export async function textsOfPart(language: Language, part: PartName): Promise<object> {
  const file = await sources[language].get(part)?.();
  return file?.[exported[language]] ?? {};
}
