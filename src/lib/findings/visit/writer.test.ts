import { describe, expect, it } from 'vitest';
import { isReceipt } from './network.ts';
import { typeOf } from './picture.ts';
import { createWriter, type Saving } from './writer.ts';

describe('the writer', () => {
  it('writes at once, one after the other, and of what comes meanwhile the last alone', async () => {
    let text = '';
    const disk: string[] = [];
    const open: (() => void)[] = [];
    const told: Saving[] = [];
    const writer = createWriter(
      async () => {
        const now = text;
        await new Promise<void>((resolve) => open.push(resolve));
        disk.push(now);
      },
      (saving) => told.push(saving)
    );
    const type = (next: string) => {
      text = next;
      writer.save();
    };
    type('不');
    await expect.poll(() => open.length).toBe(1);
    for (const next of ['不符', '不符：', '不符：间距']) type(next);
    open.shift()?.();
    await expect.poll(() => open.length).toBe(1);
    open.shift()?.();
    await writer.settled();
    expect(disk).toEqual(['不', '不符：间距']);
    expect(told.at(-1)).toBe('saved');
  });

  it('says that the disk is full, and is well again once it is not', async () => {
    let full = true;
    const told: Saving[] = [];
    const writer = createWriter(
      async () => {
        if (full) throw new DOMException('no room', 'QuotaExceededError');
      },
      (saving) => told.push(saving)
    );
    writer.save();
    await writer.settled();
    expect(told).toEqual(['saving', 'full']);
    await expect(writer.add(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(told.at(-1)).toBe('failed');
    full = false;
    writer.save();
    await writer.settled();
    expect(told.at(-1)).toBe('saved');
  });
});

describe('what comes from outside', () => {
  it('is a receipt only when it is whole', () => {
    const receipt = {
      ...{ finding_id: 'a', slug: 'b', number: 'c', receipt_no: 'd', received_at: 'e', manifest_hash: 'f' },
      ...{ missing: [], photos: [{ sha256: 'g', kept: true }] }
    };
    expect(isReceipt(receipt)).toBe(true);
    expect(isReceipt({ ...receipt, missing: undefined })).toBe(false);
    expect(isReceipt({ ...receipt, photos: [{ sha256: 'g' }] })).toBe(false);
    for (const other of [null, '<h1>欢迎使用免费无线网络</h1>', {}, []]) expect(isReceipt(other)).toBe(false);
  });

  it('is a photo by its bytes, whatever it is called', () => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
    expect(typeOf(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
    expect(typeOf(bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png');
    expect(typeOf(bytes('RIFF0000WEBPVP8 '))).toBe('image/webp');
    expect(typeOf(bytes('\0\0\0\x18ftypheic'))).toBe('image/heic');
    for (const other of ['<svg xmlns=', '%PDF-1.7', 'GIF89a', '']) expect(typeOf(bytes(other))).toBeNull();
  });
});
