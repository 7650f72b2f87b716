import type { Refused } from '#lib/offline/ask.ts';
import { createSender, type Stop, type Surroundings } from '#lib/offline/sender.ts';
import { sealedHashes, type Draft, type HeldReceipt, type Refusal } from './draft.ts';

/** Where the device keeps reports. Each call is one transaction. */
export interface Keeping {
  /** Handed in and not wholly at the server, oldest first. */
  waiting: () => Promise<Draft[]>;
  /** Hashes of the photos of a report that are on this device. */
  here: (id: string) => Promise<Set<string>>;
  photo: (id: string, sha256: string) => Promise<Blob | null>;
  receive: (id: string, receipt: HeldReceipt) => Promise<void>;
  refuse: (id: string, refusal: Refusal) => Promise<void>;
  /** Photos leave the device and the report is known as done, both or neither. */
  finish: (id: string, receipt: HeldReceipt) => Promise<void>;
}

/** What became of sending. Anything else than the server's own word about this very thing is no answer. */
export type Sent<T> = { kind: 'taken'; told: T } | { kind: 'sign_in' } | Refused;

export interface Sending {
  /** The same report sent again answers with how it stands now. */
  submit: (draft: Draft) => Promise<Sent<HeldReceipt>>;
  photo: (draft: Draft, sha256: string, blob: Blob) => Promise<Sent<{ sha256: string }>>;
}

interface Parts extends Surroundings {
  keeping: Keeping;
  sending: Sending;
}

/** The host's device has not sent the check-in yet, perhaps: asked again by itself. */
const mayPass = new Set([
  'finding_kind_needs_check_in',
  'not_a_visitor',
  'finding_not_begun',
  'visit_not_found'
]);

const isComplete = ({ missing, photos }: HeldReceipt, hashes: string[]): boolean =>
  missing.length === 0 && hashes.every((hash) => photos.some(({ sha256, kept }) => sha256 === hash && kept));

type Step<T> = { told: T } | { stop: Stop } | { refused: Refusal };

/**
 * Sends what was handed in, one by one, oldest first: the report, then each photo that its receipt says is missing, then
 * the report again. Only an answer that has every hash lets the photos go.
 */
export function createQueue({ keeping, sending, ...around }: Parts) {
  function read<T>(sent: Sent<T>, sha256: string | null): Step<T> {
    switch (sent.kind) {
      case 'taken':
        sender.answered();
        return { told: sent.told };
      case 'refused':
        return { refused: { code: sent.code, detail: sent.detail, sha256 } };
      case 'sign_in':
        return { stop: 'sign_in' };
      case 'no_answer':
        sender.pause(sent.seconds);
        return { stop: 'offline' };
    }
  }

  async function submit(draft: Draft): Promise<Step<HeldReceipt>> {
    const hashes = sealedHashes(draft);
    const step = read(await sending.submit(draft), null);
    if (!('told' in step)) return step;
    if (isComplete(step.told, hashes)) await keeping.finish(draft.id, step.told);
    else await keeping.receive(draft.id, step.told);
    return step;
  }

  /** A photo that is to be sent and is not on the device any more is told loudly, before anything else is. */
  async function lost(draft: Draft): Promise<Refusal | null> {
    const here = await keeping.here(draft.id);
    const kept = new Set(draft.receipt?.photos.filter((one) => one.kept).map(({ sha256 }) => sha256));
    const sha256 = sealedHashes(draft).find((hash) => !here.has(hash) && !kept.has(hash));
    return sha256 === undefined ? null : { code: 'photo_lost', detail: null, sha256 };
  }

  async function sendPhotos(draft: Draft, receipt: HeldReceipt): Promise<Stop | Refusal | null> {
    let refused: Refusal | null = null;
    let missing = receipt.missing;
    for (const sha256 of receipt.missing) {
      const blob = await keeping.photo(draft.id, sha256);
      if (!blob) return { code: 'photo_lost', detail: null, sha256 };
      const step = read(await sending.photo(draft, sha256, blob), sha256);
      if ('stop' in step) return step.stop;
      if ('refused' in step) {
        refused ??= step.refused;
        continue;
      }
      missing = missing.filter((hash) => hash !== sha256);
      const photos = receipt.photos.map((one) => ({ ...one, kept: !missing.includes(one.sha256) }));
      await keeping.receive(draft.id, { ...receipt, photos, missing });
      around.changed('sending');
    }
    return refused;
  }

  /** Why to stop sending altogether; null to go on with the next. */
  async function sendOne(draft: Draft): Promise<Stop | null> {
    const gone = await lost(draft);
    if (gone) {
      await keeping.refuse(draft.id, gone);
      return null;
    }
    let step = await submit(draft);
    if ('told' in step && step.told.missing.length > 0) {
      around.changed('sending');
      const outcome = await sendPhotos(draft, step.told);
      if (typeof outcome === 'string') return outcome;
      if (outcome) step = { refused: outcome };
      else step = await submit(draft);
      // it took them and does not have them: not the device's fault, and nothing leaves it
      if ('told' in step && step.told.missing.length > 0) sender.pause();
    }
    if ('stop' in step) return step.stop;
    if ('refused' in step) await keeping.refuse(draft.id, step.refused);
    return null;
  }

  const sender = createSender<Draft>({
    ...around,
    waiting: async () =>
      (await keeping.waiting()).filter(({ refused }) => refused === null || mayPass.has(refused.code)),
    idOf: ({ id }) => id,
    send: sendOne
  });

  return { flush: sender.flush };
}
