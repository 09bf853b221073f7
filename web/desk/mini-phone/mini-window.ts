/** A small window that stays above all others (Document Picture-in-Picture), where the browser has it: the types of the language do not know it. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}
const ofWindow = (own: Window): PictureInPicture | undefined =>
  (own as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;

export const hasMiniWindow = (own: Window): boolean => ofWindow(own) !== undefined;

/** Opens it, after a click alone. */
export async function openMiniWindow(own: Window, title: string): Promise<Window> {
  const mini = await ofWindow(own)!.requestWindow({ width: 320, height: 168 });
  mini.document.title = title;
  return mini;
}

/** Makes it look as the page does now: its rules, the variables of its theme, its language. `look` names it. */
export function copyLook(from: Document, to: Document, look: string): void {
  const rules = [...from.styleSheets].flatMap((sheet) => [...rulesOf(sheet)].map(({ cssText }) => cssText));
  const style = to.head.querySelector('style') ?? to.head.appendChild(to.createElement('style'));
  style.textContent = rules.join('\n');
  to.documentElement.style.cssText = from.documentElement.style.cssText;
  to.documentElement.dataset['look'] = look;
  to.documentElement.lang = from.documentElement.lang;
}

/** Of a sheet that an extension has put in, a page may not read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
