/** A proof is used within this time; the server takes it a little longer. */
const fresh = 20 * 60_000;
const patience = 60_000;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function work(challenge: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./solver.worker.ts', import.meta.url), { type: 'module' });
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      worker.terminate();
      outcome();
    };
    const timer = setTimeout(() => {
      end(() => {
        reject(new Error('the proof took too long'));
      });
    }, patience);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      end(() => {
        if (isObject(data) && 'counter' in data) resolve(data);
        else reject(new Error('no proof'));
      });
    };
    worker.onerror = () => {
      end(() => {
        reject(new Error('no worker'));
      });
    };
    worker.postMessage({ type: 'work', challenge, timeout: patience });
  });
}

async function solve(): Promise<string> {
  const response = await fetch('/complaints/challenge', { cache: 'no-store' });
  if (!response.ok) throw new Error(`status ${String(response.status)}`);
  const challenge: unknown = await response.json();
  return JSON.stringify({ challenge, solution: await work(challenge) });
}

/** Solves ahead of time, anew once a proof was given away or grew old. '' where the device can't: nobody is refused for it. */
export function createSolver() {
  let running: { proof: Promise<string>; at: number } | null = null;
  const begin = (): Promise<string> => {
    if (!running || running.at < Date.now() - fresh)
      running = { proof: solve().catch(() => ''), at: Date.now() };
    return running.proof;
  };
  return {
    begin,
    async take(): Promise<string> {
      const proof = await begin();
      running = null;
      return proof;
    }
  };
}
