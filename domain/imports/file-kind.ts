/**
 * What a file is that is no table of text, by its first bytes. Each kind has a sentence that says what to do with it.
 */

/** `zip` and `ole2` are containers that are looked into; the others are refused as what they are. */
export type FileKind = 'text' | 'zip' | 'ole2' | 'web-page' | 'pdf' | 'picture' | 'archive' | 'other';

const signatures: readonly (readonly [string, FileKind])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole2'],
  ['\xd0\xcf\x11\xe0', 'ole2'],
  ['%PDF', 'pdf'],
  ['\x89PNG', 'picture'],
  ['GIF8', 'picture'],
  ['\xff\xd8\xff', 'picture'],
  ['BM\x00', 'picture'],
  ['RIFF', 'picture'],
  ['II*\x00', 'picture'],
  ['MM\x00*', 'picture'],
  ['Rar!', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['7z\xbc\xaf', 'archive'],
  ['BZh', 'archive'],
  ['\xfd7zXZ', 'archive'],
  ['\x7fELF', 'other'],
  ['MZ\x90', 'other'],
  ['SQLite', 'other'],
  ['{\\rtf', 'other'],
  // Workbooks of Excel 2 to 4 are no containers.
  ['\x09\x08\x10\x00', 'ole2'],
  ['\x09\x04\x06\x00', 'ole2'],
  ['\x09\x02\x06\x00', 'ole2'],
  ['\x09\x00\x04\x00', 'ole2'],
];

/** The kind of a file whose first bytes (some hundred) these are. */
export function fileKindOf(start: Uint8Array): FileKind {
  const head = String.fromCharCode(...start.subarray(0, 256));
  const found = signatures.find(([signature]) => head.startsWith(signature));
  if (found) return found[1];
  // Marks and the zeros of UTF-16 apart, a page begins with a tag; many systems name such a page .xls.
  const text = head
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (
    /^<(!doctype|html|\?xml|head|body|table|meta|style|script|svg|!--)/.test(text) ||
    text.startsWith('mime-version:')
  )
    return 'web-page';
  return 'text';
}

/**
 * What the parts of an archive make it: a workbook that is read, one of another program with its name, packed tables,
 * or nothing known.
 */
export type ArchiveKind =
  | { kind: 'xlsx' }
  | { kind: 'other-office'; program: string }
  | { kind: 'packed-tables' }
  | { kind: 'unknown' };

const marks: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/, 'Excel (.xlsb)'],
  [/^(content\.xml|META-INF\/manifest\.xml)$/, 'OpenDocument (.ods)'],
  [/^Index(\.zip$|\/Document\.iwa$|\/)/, 'Numbers'],
  [/^word\//, 'Word'],
  [/^ppt\//, 'PowerPoint'],
];

/** The kind of an archive whose parts have these names. */
export function archiveKindOf(names: readonly string[]): ArchiveKind {
  if (names.includes('xl/workbook.xml')) return { kind: 'xlsx' };
  const mark = marks.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (mark) return { kind: 'other-office', program: mark[1] };
  return names.some((name) => /\.(xlsx?|csv|txt|et)$/i.test(name)) ? { kind: 'packed-tables' } : { kind: 'unknown' };
}

/**
 * Whether the directory of an OLE2 container (its bytes) names the parts of an encrypted workbook; else it is one of
 * the old kind.
 */
export const isEncryptedContainer = (directory: Uint8Array): boolean => {
  const name = [...'EncryptedPackage'].flatMap((character) => [character.charCodeAt(0), 0]);
  return String.fromCharCode(...directory).includes(String.fromCharCode(...name));
};
