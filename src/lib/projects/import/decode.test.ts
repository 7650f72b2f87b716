import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from '#lib/projects/import/decode.ts';

/** 䶮 is in GB18030-2005 at FE9F, 𬭎 only by four bytes. */
const TEXT = '项目名称,建设单位\n龑䶮𬭎小区（一期）,某某公司\n';

describe('decode', () => {
  it('reads every encoding of an office and says which', () => {
    const utf8 = Buffer.from(TEXT);
    const forms: [string, Uint8Array][] = [
      ['utf-8', utf8],
      ['utf-8-bom', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])],
      ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(TEXT, 'utf-16le')])],
      ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(TEXT, 'utf-16be')])],
      ['gb18030', iconv.encode(TEXT, 'gb18030')]
    ];
    for (const [encoding, bytes] of forms) expect(decode(bytes)).toEqual({ ok: true, text: TEXT, encoding });
  });

  it('reads a rare character by its four bytes', () => {
    const bytes = iconv.encode('𬭎', 'gb18030');
    expect(bytes).toHaveLength(4);
    expect(decode(bytes)).toEqual({ ok: true, text: '𬭎', encoding: 'gb18030' });
  });

  it.each([
    ['file_empty', []],
    ['file_xlsx', [0x50, 0x4b, 0x03, 0x04, 0, 0]],
    ['file_xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
    ['file_pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['file_broken_text', [0xef, 0xbb, 0xbf, 0xd5, 0xc5]],
    ['file_broken_text', [0x61, 0xff, 0xff, 0xff]],
    ['file_binary', [0x61, 0, 0x62, 0]]
  ])('refuses %s', (code, bytes) => {
    expect(decode(Uint8Array.from(bytes))).toEqual({ ok: false, code });
  });

  it('refuses a web page that calls itself a table', () => {
    for (const page of [
      '<html><table>',
      '\n<!DOCTYPE html>',
      '<?xml version="1.0"?><Workbook>',
      '<table border=1>'
    ]) {
      expect(decode(Buffer.from(page))).toEqual({ ok: false, code: 'file_html' });
    }
  });
});
