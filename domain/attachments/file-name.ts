import { attachmentLimits } from './attachment.ts';

/** An ending that says what a file is. */
const ending = /\.[A-Za-z0-9]{1,8}$/;

/**
 * The name of a file as it may be kept, shown and offered for saving: without a folder, without control and direction characters and those that no
 * file system takes, its ending kept when it is cut. `unnamed` when nothing is left.
 */
export function cleanFileName(sent: string, unnamed: string): string {
  const last = sent.split(/[\\/]/).at(-1) ?? '';
  const visible = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff<>:"|?*]/gu, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    // A name of dots is a folder, and one that ends with them another name on some systems.
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const end = ending.exec(visible)?.[0] ?? '';
  const named = visible.slice(0, visible.length - end.length);
  const body = [...named].slice(0, attachmentLimits.name - end.length).join('');
  return (body + end).replace(/[\s.]+$/, '') || unnamed;
}
