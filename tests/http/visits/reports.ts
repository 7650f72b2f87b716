import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as files from '#lib/documents/fixtures.ts';
import { receipt } from '#lib/findings/visit-schema.ts';
import { shown } from '#lib/findings/visit/shown.ts';
import type { Visitor } from '#tests/support/browserless.ts';
import { differs } from '#tests/support/findings.ts';
import { sha256 } from '#tests/support/hash.ts';
import type { Guest } from '#tests/support/open-days.ts';
import { findProgram, installPackages } from '#tests/support/programs.ts';
import type { VisitStory } from '#tests/support/visit-story.ts';

/** What is reported on a visit, and what is seen by who looks again. */
export function reportsOfVisits(site: () => VisitStory): void {
  let finder: Visitor;
  let stranger: Visitor;
  beforeAll(() => {
    finder = site().as(site().finder);
    stranger = site().as(site().stranger);
  });

  const path = (rest = '') => `/account/visits/${site().slug}${rest}`;
  const text = async (response: Response) =>
    (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');
  const codeOf = async (response: Response) =>
    z.object({ code: z.string() }).parse(await response.json()).code;

  async function send(who: Visitor, body: unknown): Promise<Response> {
    const cookie = Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    return fetch(site().url + path('/findings'), {
      method: 'POST',
      headers: {
        ...{ cookie, origin: site().url, accept: 'application/json', 'content-type': 'application/json' },
        'x-forwarded-for': '198.51.105.200'
      },
      body: JSON.stringify(body)
    });
  }
  const report = (owner: Pick<Guest, 'id'>, more: Record<string, unknown> = {}, finding = randomUUID()) => ({
    owner: owner.id,
    finding,
    facts: { began_at: '2026-11-22T06:00:00.000Z', lines: [differs()], ...more }
  });
  const receiptOf = async (response: Response) => receipt.parse(await response.json());

  async function sendPhoto(who: Visitor, bytes: Uint8Array, more: Record<string, string> = {}) {
    const form = new FormData();
    form.set('owner', site().finder.id);
    form.set('sha256', sha256(bytes));
    form.set('file', new File([new Uint8Array(bytes)], 'photo.jpg'));
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return who.send(path('/photos'), form, { accept: 'application/json' });
  }

  describe('the checklist', () => {
    it('is given to who visits, with what was disclosed, and exists for nobody else', async () => {
      const page = await text(await finder.get(path()));
      expect(page).toContain('核查清单');
      expect(page).toContain('GJ-2026-001');
      const answer = await finder.get(path('/checklist'), { accept: 'application/json' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const { list, owner } = z.object({ owner: z.string(), list: shown }).parse(await answer.json());
      expect([owner, list.mode, list.items.map(({ item }) => item)]).toEqual([
        ...[site().finder.id, 'visit', ['rebar_tests']]
      ]);
      for (const rest of ['', '/checklist']) expect((await stranger.get(path(rest))).status).toBe(404);
      expect(await text(await finder.get('/account/visits'))).toContain('打开核查清单');
    });
  });

  describe('a report', () => {
    it('is taken once, however often it is sent; another one under its id is refused', async () => {
      const one = report(site().finder);
      const first = await receiptOf(await send(finder, one));
      expect(first).toMatchObject({ finding_id: one.finding, again: false, missing: [] });
      const second = await receiptOf(await send(finder, one));
      expect(second).toEqual({ ...first, again: true });
      const other = await send(finder, { ...one, facts: { lines: [differs({ note: '换了一句话' })] } });
      expect([other.status, await codeOf(other)]).toEqual([409, 'finding_differs']);
      const own = await text(await finder.get(`/account/findings/${first.slug}`));
      expect(own).toContain(first.manifest_hash);
      for (const who of [stranger, site().as(site().deputy)])
        expect((await who.get(`/account/findings/${first.slug}`)).status).toBe(404);
    });

    it('is handed in by nobody but the one who wrote it', async () => {
      const given = await send(site().as(site().deputy), report(site().finder));
      expect([given.status, await codeOf(given)]).toEqual([409, 'visit_other_account']);
      const outside = await send(stranger, report(site().stranger));
      expect([outside.status, await codeOf(outside)]).toEqual([403, 'not_a_visitor']);
    });

    it('is refused where it is none', async () => {
      const photos = Array.from({ length: 21 }, (_, n) => ({ sha256: n.toString(16).padStart(64, '0') }));
      const wrong = [
        null,
        { ...report(site().finder), finding: 'x' },
        report(site().finder, { lines: [] }),
        report(site().finder, { lines: [differs({ photos })] }),
        report(site().finder, { lines: [differs({ note: '长'.repeat(2001) })] }),
        report(site().finder, { lines: [differs({ verdict: 'fine' })] }),
        report(site().finder, { lines: [differs()], state: 'published' })
      ];
      for (const body of wrong) expect((await send(finder, body)).status, JSON.stringify(body)).toBe(422);
      const foreign = await send(
        finder,
        report(site().finder, { lines: [differs({ item: 'nothing_known' })] })
      );
      expect([foreign.status, await codeOf(foreign)]).toEqual([422, 'not_in_checklist']);
    });
  });

  describe('a photo', () => {
    /** No library writes the notes of a maker: the entry of a serial number (A431, text) becomes one (927C, any bytes). */
    function withMakerNotes(bytes: Buffer): Buffer {
      const entry = bytes.indexOf(Buffer.from([0x31, 0xa4, 0x02, 0x00]));
      if (entry < 0) throw new Error('no serial number');
      return Buffer.concat([
        ...[bytes.subarray(0, entry), Buffer.from([0x7c, 0x92, 0x07, 0x00]), bytes.subarray(entry + 4)]
      ]);
    }
    const photograph = async () => withMakerNotes(await plainPhotograph());
    const plainPhotograph = () =>
      sharp({ create: { width: 300, height: 200, channels: 3, background: '#7a5' } })
        .withExif({
          IFD0: { Make: 'CanaryCamera', Model: 'Canary 9' },
          IFD2: { BodySerialNumber: 'CanaryMaker 77' },
          IFD3: {
            GPSLatitudeRef: 'N',
            GPSLatitude: '30/1 35/1 0/1',
            GPSLongitudeRef: 'E',
            GPSLongitude: '114/1 18/1 0/1'
          }
        })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><canary>CanaryPlace</canary></x:xmpmeta>')
        .jpeg()
        .toBuffer();
    const taken = z.object({ sha256: z.string(), copy: z.string() });

    it('goes in with place, maker and XMP, comes out with none of it, and its original is what the device hashed', async () => {
      if (!findProgram('exiftool')) installPackages(['libimage-exiftool-perl'], 'reads what images say');
      const exiftool = findProgram('exiftool');
      const folder = mkdtempSync(join(tmpdir(), 'sunlit-visit-'));
      const tell = (bytes: Uint8Array): string => {
        const file = join(folder, 'photo.jpg');
        writeFileSync(file, bytes);
        if (!exiftool) return Buffer.from(bytes).toString('latin1');
        return spawnSync(exiftool, ['-a', '-G', '-s', '-u', file], { encoding: 'utf8' }).stdout;
      };
      const telling = /gps|canary|\[EXIF\]|\[XMP\]|\[IPTC\]|\[MakerNotes\]/i;
      const bytes = await photograph();
      const said = tell(bytes);
      for (const part of [/gps/i, /\[MakerNotes\]|CanaryMaker/, /CanaryPlace|\[XMP\]/])
        expect(said).toMatch(part);

      const one = report(site().finder, {
        lines: [differs({ photos: [{ sha256: sha256(bytes), caption: '三层' }] })]
      });
      expect(await receiptOf(await send(finder, one))).toMatchObject({ missing: [sha256(bytes)] });
      const response = await sendPhoto(finder, bytes);
      expect(response.status).toBe(201);
      const { sha256: original, copy } = taken.parse(await response.json());
      expect(original).toBe(sha256(bytes));
      const at = (area: string, hash: string) =>
        readFileSync(join(site().dataDir, 'files', area, hash.slice(0, 2), hash.slice(2)));
      expect(sha256(at('originals', original))).toBe(sha256(bytes));
      const copied = at('findings', copy);
      expect(sha256(copied)).toBe(copy);
      expect(tell(copied)).not.toMatch(telling);
      rmSync(folder, { recursive: true });

      // what was sent is for officers alone, as it was sent
      const place = `/desk/findings/photos/${copy}`;
      expect((await finder.get(place)).status).toBe(403);
      const sent = await site().as(site().officer).get(place);
      expect(sha256(new Uint8Array(await sent.arrayBuffer()))).toBe(original);
      expect(sent.headers.get('content-disposition')).toMatch(/^attachment/);

      // the same file twice is one, and the receipt has it
      expect(taken.parse(await (await sendPhoto(finder, bytes)).json()).copy).toBe(copy);
      expect(await receiptOf(await send(finder, one))).toMatchObject({
        ...{ missing: [], photos: [{ sha256: original, kept: true }] }
      });
    });

    it('that is none, or not the one that was hashed, is refused by name', async () => {
      const png = files.png(20, 20);
      const cases: [Uint8Array, Record<string, string>, number, string][] = [
        [png, { sha256: 'f'.repeat(64) }, 422, 'hash_differs'],
        [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), {}, 422, 'file_type_not_accepted'],
        [Buffer.from('<!doctype html><script>alert(1)</script>'), {}, 422, 'file_type_not_accepted'],
        [files.pdf(), {}, 422, 'file_type_not_accepted'],
        [png.subarray(0, 40), {}, 422, 'image_unreadable'],
        [png, { sha256: 'x' }, 422, 'invalid'],
        [png, { owner: site().deputy.id }, 409, 'visit_other_account']
      ];
      for (const [bytes, more, status, code] of cases) {
        const response = await sendPhoto(finder, bytes, more);
        expect(response.status, `${code}: ${await response.clone().text()}`).toBe(status);
        expect([response.status, await codeOf(response)], code).toEqual([status, code]);
      }
      const outside = await sendPhoto(stranger, png, { owner: site().stranger.id });
      expect([outside.status, await codeOf(outside)]).toEqual([403, 'not_a_visitor']);
      const large = await sendPhoto(finder, new Uint8Array(22 * 1024 * 1024));
      expect(large.status).toBe(413);
    });
  });

  describe('the form for browsers without scripts', () => {
    const form = (fields: Record<string, string>, photo?: Uint8Array): FormData => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      if (photo) data.set('item-rebar_tests.photos', new File([new Uint8Array(photo)], 'photo.png'));
      return data;
    };
    const html = { accept: 'text/html' };

    it('says what is missing and keeps what came, then takes all of it once', async () => {
      const who = site().as(site().plain);
      const photo = files.png(33, 21);
      const fields = { finding: randomUUID(), 'item-rebar_tests.verdict': 'differs' };
      const first = await who.send(path('?/submit'), form(fields, photo), html);
      expect(first.status).toBe(400);
      const page = await text(first);
      expect(page).toContain('请写明情况，至少 5 个字');
      expect(page).toContain('已收到 1 张照片');
      expect(page).toContain(`name="item-rebar_tests.kept" value="${sha256(photo)}"`);
      const whole = {
        ...fields,
        'item-rebar_tests.note': '间距比公示的大',
        'item-rebar_tests.kept': sha256(photo),
        'free-0.note': '楼梯间堆放易燃物',
        urgent: 'yes'
      };
      const places = [];
      for (let i = 0; i < 2; i += 1) {
        const done = await who.send(path('?/submit'), form(whole), html);
        expect(done.status, await done.clone().text()).toBe(303);
        places.push(done.headers.get('location'));
      }
      expect(places[0]).toMatch(/^\/account\/findings\/\w+\?done=submitted$/);
      expect(places[1]).toBe(places[0]);
      const own = await text(await who.get(places[0] ?? ''));
      expect(own).toContain('楼梯间堆放易燃物');
      expect(own).toContain('1 / 1 张已确认');
    });

    it('takes what the finder saw who looked again', async () => {
      const who = site().as(site().deputy);
      const page = `/account/findings/${site().fixed}`;
      expect(await text(await who.get(page))).toContain('提交复查结果');
      const without = await who.send(
        `${page}?/reinspect`,
        form({ position: '1', fixed: 'no', note: '' }),
        html
      );
      expect(without.status).toBe(400);
      expect(await text(without)).toContain('请写明哪里没有整改好');
      const seen = form({ position: '1', fixed: 'no', note: '仍有两根未更换' });
      seen.set('photos', new File([new Uint8Array(files.png(44, 22))], 'again.png'));
      const done = await who.send(`${page}?/reinspect`, seen, html);
      expect(done.status, await done.clone().text()).toBe(303);
      expect(await text(await who.get(page))).toContain('复查未通过，重新整改');
    });
  });
}
