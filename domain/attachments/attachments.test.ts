import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areAttachments, attachmentIds, attachmentLimits } from './attachment.ts';
import { cleanFileName } from './file-name.ts';
import { isPicture, isProgram, mediaTypeOf } from './media-type.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe('the name of a file', () => {
  test.each([
    ['报价单 2026.pdf', '报价单 2026.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\合同.docx', '合同.docx'],
    ['..', 'file'],
    ['', 'file'],
    ['...', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['a"b<c>d:e|f?g*h.png', 'abcdefgh.png'],
    [' 两  个空格 .txt ', '两 个空格 .txt'],
    ['.\u0007pdf', 'pdf'],
    ['name.', 'name'],
    ['\ud800half.png', 'half.png'],
  ])('[C6] that is sent as %j is kept as %j', (sent, kept) => {
    expect(cleanFileName(sent, 'file')).toBe(kept);
  });

  test('[C6] names no folder, breaks no header, and is never empty or too long, whatever is sent; cleaned again it stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (sent) => {
        const name = cleanFileName(sent, 'file');
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\"<>:|?*]/u);
        expect(name).not.toMatch(/^\.|^$|\.$/);
        expect([...name].length).toBeLessThanOrEqual(attachmentLimits.name);
        expect(cleanFileName(name, 'file')).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  test('[C6] keeps its ending when it is cut', () => {
    expect(cleanFileName(`${'长'.repeat(500)}.pdf`, 'file')).toBe(`${'长'.repeat(attachmentLimits.name - 4)}.pdf`);
  });
});

describe('the first bytes of a file', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n....', 'image/png', true],
    ['\xff\xd8\xff\xe0', 'image/jpeg', true],
    ['GIF89a', 'image/gif', true],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'image/webp', true],
    ['RIFF\x00\x00\x00\x00WAVEfmt ', 'audio/wav', false],
    ['%PDF-1.4', 'application/pdf', false],
    ['PK\x03\x04', 'application/zip', false],
    ['\x00\x00\x00\x20ftypisom', 'video/mp4', false],
    ['<html><script>alert(1)</script>', 'application/octet-stream', false],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'application/octet-stream', false],
    ['\x89PNG', 'application/octet-stream', false],
    ['', 'application/octet-stream', false],
  ])('[C6] %j are of the type %s; shown within a page: %s', (start, type, isShown) => {
    expect(mediaTypeOf(bytes(start))).toBe(type);
    expect(isPicture(type)).toBe(isShown);
  });

  test.each([
    ['MZ\x90\x00', 'invoice.pdf', true],
    ['\x7fELF\x02', 'x', true],
    ['#!/bin/sh\n', 'x.txt', true],
    ['\xcf\xfa\xed\xfe', 'x', true],
    ['%PDF-1.4', 'invoice.pdf.exe', true],
    ['text', 'Run.BAT', true],
    ['PK\x03\x04', 'tool.jar', true],
    ['%PDF-1.4', 'invoice.pdf', false],
    ['<html>', 'page.html', false],
    ['', 'exe', false],
  ])('[C6] %j under the name %s are a program: %s', (start, name, isOne) => {
    expect(isProgram(bytes(start), name)).toBe(isOne);
  });
});

describe('files in a value of the API', () => {
  const file = { id: 'a', name: 'x.pdf', type: 'application/pdf', size: 1 };
  test.each<[unknown, string[] | null, boolean]>([
    [['a', 'b', 'a'], ['a', 'b'], false],
    [[file, 'b'], ['a', 'b'], false],
    [[file], ['a'], true],
    [[], [], false],
    ['a', null, false],
    [null, null, false],
    [[null], null, false],
    [[{ ...file, id: 1 }], null, true],
  ])('[C6] %j have the ids %j, and are files: %s', (value, ids, areFiles) => {
    expect(attachmentIds(value)).toEqual(ids);
    expect(areAttachments(value)).toBe(areFiles);
  });
});
