/** The little of XML that a spreadsheet needs. No entities but the five and the numeric ones are known, so none can be declared. */

const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** A text without entities; the programs' own writing of control characters (`_x000D_`) is undone as well. */
export function unescapeXml(text: string): string {
  const plain = text.includes('&') ? text.replace(/&(lt|gt|quot|apos|amp|#[0-9]{1,7}|#x[0-9a-f]{1,6});/gi, (whole, name: string) => named(name) ?? whole) : text;
  return plain.includes('_x') ? plain.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : plain;
}

function named(name: string): string | undefined {
  if (!name.startsWith('#')) return names[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** A text for an element: without what XML cannot hold. */
export function escapeXml(text: string): string {
  const clean = /\p{Cc}|[\ufffe\uffff]|\p{Cs}/u.test(text) ? text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '') : text;
  return /[&<>"]/.test(clean) ? clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;') : clean;
}

/** The text of a cell or of a shared text: all its runs, without the reading aids above them. */
export function richText(inside: string): string {
  const bare = inside.includes('<rPh') ? inside.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '') : inside;
  const only = /^\s*<t(?:\s[^>]*)?>([^<]*)<\/t>\s*$/.exec(bare);
  if (only) return unescapeXml(only[1]!);
  let text = '';
  for (const [, run = ''] of bare.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)) text += run;
  return unescapeXml(text);
}

/** An attribute of a tag, without entities; undefined when it has none of that name. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}
