import { pauseAfter, type Refused } from '#lib/offline/ask.ts';
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

export type Standing = 'idle' | 'sending' | 'offline' | 'sign_in';

interface Parts {
  keeping: Keeping;
  sending: Sending;
  /** Runs the work only where no other page of the device is at it. */
  alone: (work: () => Promise<void>) => Promise<void>;
  changed: (standing: Standing) => void;
  later: (seconds: number, work: () => void) => void;
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

type Stop = 'offline' | 'sign_in';
type Step<T> = { told: T } | { stop: Stop } | { refused: Refusal };

/**
 * Sends what was handed in, one by one, oldest first: the report, then each photo that its receipt says is missing, then
 * the report again. Only an answer that has every hash lets the photos go.
 */
export function createQueue({ keeping, sending, alone, changed, later }: Parts) {
  let failures = 0;
  let running: Promise<void> | null = null;
  let again = false;

  function read<T>(sent: Sent<T>, sha256: string | null): Step<T> {
    switch (sent.kind) {
      case 'taken':
        failures = 0;
        return { told: sent.told };
      case 'refused':
        return { refused: { code: sent.code, detail: sent.detail, sha256 } };
      case 'sign_in':
        return { stop: 'sign_in' };
      case 'no_answer':
        pause(sent.seconds);
        return { stop: 'offline' };
    }
  }

  function pause(seconds = 0): void {
    failures += 1;
    later(Math.max(seconds, pauseAfter(failures)), () => void flush());
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
      changed('sending');
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
      changed('sending');
      const outcome = await sendPhotos(draft, step.told);
      if (typeof outcome === 'string') return outcome;
      if (outcome) step = { refused: outcome };
      else step = await submit(draft);
      // it took them and does not have them: not the device's fault, and nothing leaves it
      if ('told' in step && step.told.missing.length > 0) pause();
    }
    if ('stop' in step) return step.stop;
    if ('refused' in step) await keeping.refuse(draft.id, step.refused);
    return null;
  }

  async function sendAll(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const next = (await keeping.waiting()).find(
        ({ id, refused }) => !tried.has(id) && (refused === null || mayPass.has(refused.code))
      );
      if (!next) {
        changed('idle');
        return;
      }
      tried.add(next.id);
      changed('sending');
      const stopped = await sendOne(next);
      if (stopped) {
        changed(stopped);
        return;
      }
    }
  }

  /** Never two at a time; what is handed in meanwhile is sent too. */
  async function flush(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    running = alone(sendAll);
    try {
      await running;
    } finally {
      running = null;
    }
    if (again) {
      again = false;
      await flush();
    }
  }

  return { flush };
}
