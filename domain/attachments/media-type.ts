/** What a file is by its first bytes and its name: neither what its sender says of it nor its ending makes it harmless. */

/** Pictures that browsers draw and in which nothing can run: these alone are shown within a page. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
/** Whether a file of this type is shown within a page. */
export const isPicture = (type: string): boolean => pictures.some((one) => one === type);

const documents = ['application/pdf'] as const;
const sounds = ['audio/mpeg', 'audio/ogg', 'audio/wav'] as const;
/** Whether a file of this type is played within a page. */
export const isSound = (type: string): boolean => sounds.some((one) => one === type);
/** Whether a browser shows a file of this type by itself, without anything of it running as ours. */
export const isShown = (type: string): boolean =>
  isPicture(type) || isSound(type) || documents.some((one) => one === type);

/** How many bytes are looked at. */
export const lookedAt = 512;

const signatures: readonly (readonly [start: string, type: string])[] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['%PDF-', 'application/pdf'],
  ['PK\x03\x04', 'application/zip'],
  ['PK\x05\x06', 'application/zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'],
  ['Rar!\x1a\x07', 'application/vnd.rar'],
  ['7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  ['\x1f\x8b', 'application/gzip'],
  ['ID3', 'audio/mpeg'],
  ['OggS', 'audio/ogg'],
];

/** In a container that says further on what it holds. */
const inContainer: readonly (readonly [start: string, kind: string, type: string])[] = [
  ['RIFF', 'WEBP', 'image/webp'],
  ['RIFF', 'WAVE', 'audio/wav'],
  ['RIFF', 'AVI ', 'video/x-msvideo'],
];

/** The media type of a file whose first bytes these are. Whatever could run in a browser is plain bytes. */
export function mediaTypeOf(start: Uint8Array): string {
  const head = String.fromCharCode(...start.subarray(0, lookedAt));
  const signed = signatures.find(([begin]) => head.startsWith(begin));
  if (signed) return signed[1];
  const held = inContainer.find(([begin, kind]) => head.startsWith(begin) && head.slice(8, 12) === kind);
  if (held) return held[2];
  if (head.slice(4, 8) === 'ftyp') return 'video/mp4';
  return 'application/octet-stream';
}

/** Programs of the systems that people have on their desks, and scripts that name what runs them. */
const programs = [
  'MZ',
  '\x7fELF',
  '\xfe\xed\xfa\xce',
  '\xfe\xed\xfa\xcf',
  '\xce\xfa\xed\xfe',
  '\xcf\xfa\xed\xfe',
  '#!',
];
/** Names that a double click runs. */
const running =
  /\.(exe|com|scr|pif|cpl|msi|msp|dll|sys|bat|cmd|ps1|psm1|vb|vbs|vbe|js|jse|mjs|wsf|wsh|hta|lnk|reg|jar|app|dmg|pkg|deb|rpm|apk|sh|command|desktop|scf|url|inf)$/i;

/** Whether a file is a program, by its first bytes or by its name. */
export function isProgram(start: Uint8Array, name: string): boolean {
  const head = String.fromCharCode(...start.subarray(0, 4));
  return running.test(name) || programs.some((begin) => head.startsWith(begin));
}
