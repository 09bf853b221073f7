/** The little of XML that a spreadsheet needs. No entities but the five and the numeric ones are known, so none can be declared. */

const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** A text without entities; the programs' own writing of control characters (`_x000D_`) is undone as well. */
export function unescapeXml(text: string): string {
  const plain = text.includes('&')
    ? text.replace(
        /&(lt|gt|quot|apos|amp|#[0-9]{1,7}|#x[0-9a-f]{1,6});/gi,
        (whole, name: string) => named(name) ?? whole,
      )
    : text;
  if (!plain.includes('_x')) return plain;
  return plain.replace(/_x([0-9A-Fa-f]{4})_(\n?)/g, (_, code: string, next: string) => {
    // The carriage return of a line end is written so before its line feed; alone it is a line end as well.
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return character === '\r' ? '\n' : character + next;
  });
}

function named(name: string): string | undefined {
  if (!name.startsWith('#')) return names[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** A text for an element: without what XML cannot hold. */
export function escapeXml(text: string): string {
  const clean = /\p{Cc}|[\ufffe\uffff]|\p{Cs}/u.test(text)
    ? text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '')
    : text;
  return /[&<>"]|_x[0-9A-Fa-f]{4}_/.test(clean)
    ? clean
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
    : clean;
}

interface Tag {
  /** Where it begins, and where what follows it does. */
  start: number;
  end: number;
  /** What stands in it after the name, with the space before it. */
  attributes: string;
  isEmpty: boolean;
}

export interface Element extends Pick<Tag, 'attributes'> {
  inside: string;
}

/*
 * Ends are looked for, once each: a pattern would look for one anew from every beginning, and a file that was made to have none would keep the
 * process busy for hours.
 */

const [slash, greater] = [0x2f, 0x3e];

/** The next tag of that name that begins at `from` or after, or null. */
function nextTag(text: string, name: string, from: number): Tag | null {
  for (let start = text.indexOf(`<${name}`, from); start >= 0; start = text.indexOf(`<${name}`, start + 1)) {
    const after = start + name.length + 1;
    const next = text.charCodeAt(after);
    if (next > 0x20 && next !== slash && next !== greater) continue;
    const end = text.indexOf('>', after);
    if (end < 0) return null;
    const isEmpty = text.charCodeAt(end - 1) === slash;
    return { start, end: end + 1, attributes: text.slice(after, isEmpty ? end - 1 : end), isEmpty };
  }
  return null;
}

/** What stands in the tags of that name, one after the other. */
export function* tags(text: string, name: string): Generator<string> {
  for (let tag = nextTag(text, name, 0); tag; tag = nextTag(text, name, tag.end)) yield tag.attributes;
}

/** The elements of that name, one after the other; one that does not end is none. */
export function* elements(text: string, name: string): Generator<Element> {
  const closing = `</${name}>`;
  for (let tag = nextTag(text, name, 0), next = 0; tag; tag = nextTag(text, name, next)) {
    const close = tag.isEmpty ? tag.end : text.indexOf(closing, tag.end);
    if (close < 0) return;
    yield { attributes: tag.attributes, inside: text.slice(tag.end, close) };
    next = tag.isEmpty ? tag.end : close + closing.length;
  }
}

/**
 * Hands on all elements of that name that end in a text, in their order. Returns where what is left begins: at an element that does not end
 * yet, or after the last.
 */
export function takeElements(
  text: string,
  name: string,
  take: (attributes: string, inside: string) => void,
): { next: number; isOpen: boolean } {
  const closing = `</${name}>`;
  let next = 0;
  for (let tag = nextTag(text, name, 0); tag; tag = nextTag(text, name, next)) {
    const close = tag.isEmpty ? tag.end : text.indexOf(closing, tag.end);
    if (close < 0) return { next: tag.start, isOpen: true };
    take(tag.attributes, tag.isEmpty ? '' : text.slice(tag.end, close));
    next = tag.isEmpty ? tag.end : close + closing.length;
  }
  return { next, isOpen: false };
}

/** The text of a cell or of a shared text: all its runs, without the reading aids above them. */
export function richText(inside: string): string {
  let text = '';
  for (const run of elements(withoutAids(inside), 't')) text += run.inside;
  return unescapeXml(text);
}

function withoutAids(inside: string): string {
  if (!inside.includes('<rPh')) return inside;
  let [bare, at] = ['', 0];
  for (let tag = nextTag(inside, 'rPh', 0); tag; tag = nextTag(inside, 'rPh', at)) {
    const close = tag.isEmpty ? tag.end : inside.indexOf('</rPh>', tag.end);
    if (close < 0) break;
    bare += inside.slice(at, tag.start);
    at = tag.isEmpty ? close : close + '</rPh>'.length;
  }
  return bare + inside.slice(at);
}

const patterns = new Map<string, RegExp>();
const patternOf = (name: string): RegExp => {
  const known = patterns.get(name) ?? new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(name, known);
  return known;
};

/** An attribute of a tag, without entities; undefined when it has none of that name. Names are our own, never a file's. */
export function attribute(tag: string, name: string): string | undefined {
  const found = patternOf(name).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/** Whether an attribute is true, in either of the two writings. */
export const isTrue = (tag: string, name: string): boolean => ['1', 'true'].includes(attribute(tag, name) ?? '');
