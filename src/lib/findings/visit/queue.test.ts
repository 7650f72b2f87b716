import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDraft, type Draft, type HeldReceipt } from './draft.ts';
import type { Standing } from '#lib/offline/sender.ts';
import { createQueue, type Keeping, type Sent } from './queue.ts';

const sha = (n: number) => n.toString(16).padStart(64, '0');
const blob = new Blob(['photo']);

type Fate = 'taken' | 'lost' | 'none' | 'refused' | 'sign_in';

/** A device whose memory outlives its pages, and a server that has each report and each photo once. */
function device(fate: (what: string) => Fate = () => 'taken') {
  const drafts = new Map<string, Draft>();
  const photos = new Map<string, Blob>();
  const server = { reports: new Map<string, string[]>(), photos: new Set<string>() };
  const standings: Standing[] = [];
  const pauses: number[] = [];
  const sent: string[] = [];

  const change = (id: string, part: Partial<Draft>) => {
    const draft = drafts.get(id);
    if (draft) drafts.set(id, { ...draft, ...part });
  };
  const keeping: Keeping = {
    waiting: async () => [...drafts.values()].filter(({ done }) => !done),
    here: async () => new Set(photos.keys()),
    photo: async (_, sha256) => photos.get(sha256) ?? null,
    receive: async (id, receipt) => change(id, { receipt, refused: null }),
    refuse: async (id, refused) => change(id, { refused }),
    finish: async (id, receipt) => {
      for (const { sha256, kept } of receipt.photos) {
        if (!kept || !server.photos.has(sha256)) throw new Error('let go too early');
        photos.delete(sha256);
      }
      change(id, { receipt, done: true, refused: null });
    }
  };
  const receiptOf = (id: string): HeldReceipt => {
    const hashes = server.reports.get(id) ?? [];
    const missing = hashes.filter((hash) => !server.photos.has(hash));
    return {
      ...{ finding_id: id, slug: id, number: id, receipt_no: id, received_at: '', manifest_hash: '' },
      ...{ missing, photos: hashes.map((sha256) => ({ sha256, kept: !missing.includes(sha256) })) }
    };
  };
  function answer<T>(what: string, take: () => T): Sent<T> {
    sent.push(what);
    const told = fate(what);
    if (told === 'sign_in') return { kind: 'sign_in' };
    if (told === 'refused') return { kind: 'refused', code: 'finding_too_late', detail: null };
    if (told === 'none') return { kind: 'no_answer', seconds: 0 };
    const value = take();
    // taken, and the answer is lost on the way back
    return told === 'lost' ? { kind: 'no_answer' } : { kind: 'taken', told: value };
  }
  const page = () =>
    createQueue({
      keeping,
      sending: {
        submit: async ({ id, sealed }) =>
          answer(`report ${id}`, () => {
            const hashes = (sealed?.lines ?? []).flatMap((line) => (line.photos ?? []).map((p) => p.sha256));
            server.reports.set(id, hashes);
            return receiptOf(id);
          }),
        photo: async (_, sha256) =>
          answer(`photo ${sha256}`, () => {
            server.photos.add(sha256);
            return { sha256 };
          })
      },
      alone: (work) => work(),
      changed: (standing) => standings.push(standing),
      later: (seconds) => pauses.push(seconds)
    });
  function handIn(id: string, hashes: string[]): void {
    const draft = newDraft({ owner: 'o', open_day: 'd', title: '' }, id, 0);
    const lines = [{ kind: 'free' as const, note: '看到的', photos: hashes.map((sha256) => ({ sha256 })) }];
    drafts.set(id, { ...draft, sealed: { lines } });
    for (const hash of hashes) photos.set(hash, blob);
  }
  return { page, drafts, photos, server, standings, pauses, sent, handIn };
}

describe('the queue', () => {
  it('sends the report, its photos one by one, and asks again before it lets go', async () => {
    const phone = device();
    phone.handIn('a', [sha(1), sha(2)]);
    await phone.page().flush();
    expect(phone.sent).toEqual(['report a', `photo ${sha(1)}`, `photo ${sha(2)}`, 'report a']);
    expect(phone.photos.size).toBe(0);
    expect(phone.drafts.get('a')).toMatchObject({ done: true, receipt: { missing: [] } });
    expect(phone.standings.at(-1)).toBe('idle');
  });

  it('keeps everything while the answer is lost, doubles the pause, and never waits longer than five minutes', async () => {
    let broken = true;
    const phone = device(() => (broken ? 'lost' : 'taken'));
    phone.handIn('a', [sha(1)]);
    const page = phone.page();
    for (let i = 0; i < 12; i += 1) await page.flush();
    expect(phone.photos.size).toBe(1);
    expect(phone.pauses.slice(0, 3)).toEqual([2, 4, 8]);
    expect(Math.max(...phone.pauses)).toBe(300);
    expect(phone.standings.at(-1)).toBe('offline');
    broken = false;
    await page.flush();
    expect(phone.server.reports.size).toBe(1);
    expect(phone.drafts.get('a')?.done).toBe(true);
  });

  it('stops loudly before anything is sent when a photo is not there any more, and goes on with the next', async () => {
    const phone = device();
    phone.handIn('a', [sha(1), sha(2)]);
    phone.handIn('b', [sha(3)]);
    phone.photos.delete(sha(2));
    await phone.page().flush();
    expect(phone.sent.filter((what) => what.endsWith('a'))).toEqual([]);
    expect(phone.drafts.get('a')).toMatchObject({
      ...{ done: false, refused: { code: 'photo_lost', sha256: sha(2) } }
    });
    expect(phone.photos.has(sha(1))).toBe(true);
    expect(phone.drafts.get('b')?.done).toBe(true);
  });

  it('keeps what the server refuses, sends the other photos, and does not ask again by itself', async () => {
    const phone = device((what) => (what === `photo ${sha(1)}` ? 'refused' : 'taken'));
    phone.handIn('a', [sha(1), sha(2)]);
    const page = phone.page();
    await page.flush();
    expect(phone.server.photos).toEqual(new Set([sha(2)]));
    expect(phone.photos.has(sha(1))).toBe(true);
    expect(phone.drafts.get('a')?.refused).toMatchObject({ code: 'finding_too_late', sha256: sha(1) });
    const before = phone.sent.length;
    await page.flush();
    expect(phone.sent.length).toBe(before);
  });

  it('waits for the person to sign in', async () => {
    let signedIn = false;
    const phone = device(() => (signedIn ? 'taken' : 'sign_in'));
    phone.handIn('a', [sha(1)]);
    const page = phone.page();
    await page.flush();
    expect(phone.standings.at(-1)).toBe('sign_in');
    expect(phone.pauses).toEqual([]);
    signedIn = true;
    await page.flush();
    expect(phone.drafts.get('a')?.done).toBe(true);
  });

  it('loses nothing and doubles nothing, whatever the network does and however often the page is killed', async () => {
    const reports = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
    const fates = fc.array(fc.constantFrom<Fate>('taken', 'lost', 'none', 'sign_in'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(reports, fates, async (sizes, given) => {
        const coming = [...given];
        const phone = device(() => coming.shift() ?? 'taken');
        let next = 1;
        const all: string[] = [];
        for (const [i, size] of sizes.entries()) {
          const hashes = Array.from({ length: size }, () => sha(next++));
          all.push(...hashes);
          phone.handIn(String(i), hashes);
        }
        // a new page each time, as after a crash; what is on the device and not at the server is never gone
        for (let i = 0; i < 40 && [...phone.drafts.values()].some(({ done }) => !done); i += 1) {
          await phone.page().flush();
          for (const hash of all) expect(phone.photos.has(hash) || phone.server.photos.has(hash)).toBe(true);
        }
        expect([...phone.drafts.values()].every(({ done }) => done)).toBe(true);
        expect(phone.server.reports.size).toBe(sizes.length);
        expect([...phone.server.photos].toSorted()).toEqual(all.toSorted());
        expect(phone.photos.size).toBe(0);
      }),
      { numRuns: 80 }
    );
  });
});
