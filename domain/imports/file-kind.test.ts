import { expect, test } from 'vitest';
import { archiveKindOf, fileKindOf, isEncryptedContainer } from './file-kind.ts';

test.each([
  ['PK\x03\x04', 'zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole2'],
  ['\x09\x08\x10\x00\x00\x06', 'ole2'],
  ['%PDF-1.7', 'pdf'],
  ['\x89PNG\r\n', 'picture'],
  ['\xff\xd8\xff\xe0', 'picture'],
  ['Rar!\x1a\x07', 'archive'],
  ['7z\xbc\xaf\x27', 'archive'],
  ['\x1f\x8b\x08', 'archive'],
  ['<!DOCTYPE html>', 'web-page'],
  ['\xef\xbb\xbf  <html>', 'web-page'],
  ['<?xml version="1.0"?><Workbook>', 'web-page'],
  ['<META http-equiv="x"><table>', 'web-page'],
  ['\xff\xfe<\0h\0t\0m\0l\0>\0', 'web-page'],
  ['MIME-Version: 1.0\n', 'web-page'],
  ['{\\rtf1', 'other'],
  ['MZ\x90\x00', 'other'],
  ['name,phone', 'text'],
  ['<\xe5\xbc\xa0>,1', 'text'],
  ['a<b', 'text'],
  ['name<html>,1', 'text'],
  ['', 'text'],
])('[C4] a file that begins with %j is %s', (start, kind) => {
  expect(fileKindOf(Buffer.from(start, 'latin1'))).toBe(kind);
});

test.each([
  [['[Content_Types].xml', 'xl/workbook.xml'], { kind: 'xlsx' }],
  [['xl/workbook.bin'], { kind: 'other-office', program: 'Excel (.xlsb)' }],
  [['mimetype', 'content.xml'], { kind: 'other-office', program: 'OpenDocument (.ods)' }],
  [['Index/Document.iwa'], { kind: 'other-office', program: 'Numbers' }],
  [['Index.zip'], { kind: 'other-office', program: 'Numbers' }],
  [['word/document.xml'], { kind: 'other-office', program: 'Word' }],
  [['ppt/presentation.xml'], { kind: 'other-office', program: 'PowerPoint' }],
  [['a/客户.XLSX'], { kind: 'packed-tables' }],
  [['2026/a.xls'], { kind: 'packed-tables' }],
  [['a.xlsx.bak'], { kind: 'unknown' }],
  [['readme.md'], { kind: 'unknown' }],
  [[], { kind: 'unknown' }],
])('[C4] an archive of %j is %j', (names, kind) => {
  expect(archiveKindOf(names)).toEqual(kind);
});

test('[C4] a workbook with a password is told from an old one by the parts of its container', () => {
  const directory = (name: string): Buffer =>
    Buffer.concat([Buffer.alloc(128), Buffer.from(name, 'utf16le'), Buffer.alloc(64)]);
  expect([
    isEncryptedContainer(directory('EncryptedPackage')),
    isEncryptedContainer(directory('Workbook')),
    isEncryptedContainer(Buffer.alloc(0)),
  ]).toEqual([true, false, false]);
});
