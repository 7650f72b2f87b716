import { z } from 'zod';
import { refusedBySize } from './accept.ts';
import { hashOf } from './hash.ts';
import { taken, type TakenDocument } from './schema.ts';

type State = 'waiting' | 'hashing' | 'sending' | 'checking' | 'failed';

export interface Failure {
  /** A key of the dictionaries. */
  key: string;
  seconds?: number;
  /** Whether the same file may go through the next time. */
  retry: boolean;
}

interface Upload {
  id: number;
  file: File;
  state: State;
  percent: number;
  failure: Failure | null;
}

const problem = z.object({ code: z.string() });
const offline: Failure = { key: 'documents.picker.offline', retry: true };

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failureOf(request: XMLHttpRequest): Failure {
  const seconds = Number(request.getResponseHeader('retry-after') ?? 0);
  if (request.status === 429) return { key: 'documents.picker.wait', seconds, retry: true };
  const told = problem.safeParse(json(request.responseText));
  const key = told.success ? `errors.${told.data.code}` : 'errors.unexpected';
  return { key, retry: request.status >= 500 || key === 'errors.hash_differs' };
}

interface Options {
  /** Where to send; in the language of the page, so that a refusal comes in it. */
  action: string;
  project: () => string;
  onTaken: (document: TakenDocument, name: string) => void;
  onFailed: (failure: Failure, name: string) => void;
}

/** Files on their way, one after the other, each with how far it is. */
export function createUploads({ action, project, onTaken, onFailed }: Options) {
  let list = $state<Upload[]>([]);
  let next = 1;
  let working = false;
  let running: { id: number; request: XMLHttpRequest } | null = null;

  // not fetch: only this tells how much of a body is sent
  function send(one: Upload, hash: string): Promise<TakenDocument | Failure> {
    const body = new FormData();
    body.set('project', project());
    body.set('sha256', hash);
    body.set('file', one.file);
    const request = new XMLHttpRequest();
    running = { id: one.id, request };
    return new Promise((resolve) => {
      request.upload.onprogress = ({ loaded, total }) => {
        one.percent = total > 0 ? Math.floor((loaded / total) * 100) : 0;
        if (loaded === total) one.state = 'checking';
      };
      request.onload = () => {
        const read = taken.safeParse(json(request.responseText));
        resolve(request.status === 201 && read.success ? read.data : failureOf(request));
      };
      request.onerror = request.onabort = request.ontimeout = () => resolve(offline);
      request.open('POST', action);
      request.setRequestHeader('accept', 'application/json');
      request.send(body);
    });
  }

  async function upload(one: Upload): Promise<TakenDocument | Failure> {
    const refused = refusedBySize(one.file.size);
    if (refused) return { key: `errors.${refused}`, retry: false };
    one.state = 'hashing';
    // a file that was moved or changed since it was chosen can't be read
    const hash = await hashOf(one.file).catch(() => null);
    if (hash === null) return { key: 'errors.hash_differs', retry: true };
    one.state = 'sending';
    return send(one, hash);
  }

  const drop = (id: number) => {
    list = list.filter((other) => other.id !== id);
  };

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let one = waiting(); one; one = waiting()) {
      const { id, file } = one;
      const result = await upload(one);
      running = null;
      // it was cancelled meanwhile
      if (!list.some((other) => other.id === id)) continue;
      if ('document_id' in result) {
        drop(id);
        onTaken(result, file.name);
      } else {
        one.state = 'failed';
        one.failure = result;
        onFailed(result, file.name);
      }
    }
    working = false;
  }

  const waiting = () => list.find(({ state }) => state === 'waiting');

  return {
    get list() {
      return list;
    },
    get busy() {
      return list.some(({ state }) => state !== 'failed');
    },
    add(files: Iterable<File>) {
      for (const file of files) {
        list.push({ id: next, file, state: 'waiting', percent: 0, failure: null });
        next += 1;
      }
      void work();
    },
    retry(id: number) {
      const one = list.find((other) => other.id === id);
      if (!one) return;
      Object.assign(one, { state: 'waiting', percent: 0, failure: null });
      void work();
    },
    cancel(id: number) {
      drop(id);
      if (running?.id === id) running.request.abort();
    }
  };
}
