import autocannon from 'autocannon';

export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

const headers = { 'accept-encoding': 'br', accept: 'text/html,application/json,*/*' };

/** Many connections asking for one address, for some seconds, only ever on this machine. */
export async function warm(url: string, seconds: number): Promise<Load> {
  const result = await autocannon({ url, connections: 20, duration: seconds, headers });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors
  };
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** What makes an address new to the cache, the i-th time. */
export type Fresh = (address: URL, i: number) => void;

/** A parameter that no page reads. */
const anyParameter: Fresh = (address, i) => {
  address.searchParams.set('bench', `${String(i)}-${String(performance.now())}`);
};

/** A little less in each answer, of outlets that refuse a parameter that they don't know. */
export const smaller =
  (limit: number): Fresh =>
  (address, i) => {
    address.searchParams.set('limit', String(limit - 1 - i));
  };

/** One after another, each asked for the first time. */
export async function cold(url: string, times: number, fresh = anyParameter): Promise<Load> {
  const took: number[] = [];
  let failed = 0;
  const started = performance.now();
  for (let i = 0; i < times; i++) {
    const address = new URL(url);
    fresh(address, i);
    const before = performance.now();
    const response = await fetch(address, { headers });
    await response.arrayBuffer();
    took.push(performance.now() - before);
    if (response.status !== 200) failed += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  took.sort((a, b) => a - b);
  return { perSecond: times / seconds, p50: at(took, 0.5), p99: at(took, 0.99), failed };
}

/** The bytes as they go over the wire, compressed. */
export async function answerOf(url: string): Promise<Buffer> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    })
      .once('error', reject)
      .end();
  });
}
