import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Hub } from './hub.ts';
import { waiting } from './state.ts';
import { readWork } from './work.ts';

/** In the Prometheus text format at /metrics, for whoever holds HUB_METRICS_TOKEN. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Counter({
  name: 'sunlit_requests_total',
  help: 'Answers by route, status and public cache.',
  labelNames: ['route', 'status', 'cache'] as const,
  registers: [registry]
});

const seconds = new Histogram({
  name: 'sunlit_request_seconds',
  help: 'Time to answer, by public cache.',
  labelNames: ['cache'] as const,
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  registers: [registry]
});

export function countRequest(route: string, status: number, cache: string, duration: number): void {
  requests.inc({ route, status: String(status), cache });
  seconds.observe({ cache }, duration);
}

const gauge = <L extends string>(name: string, help: string, label: L) =>
  new Gauge({ name, help, labelNames: [label], registers: [registry] });

const mails = gauge('sunlit_mails', 'Mails that are not sent, by state.', 'state');
const age = gauge('sunlit_job_seconds_since_success', 'Time since a job last ended well.', 'job');
const failing = gauge('sunlit_job_failing', 'Whether the last run of a job failed.', 'job');

new Gauge({
  name: 'sunlit_changes_waiting',
  help: 'Requests that wait for changes of open data.',
  registers: [registry],
  collect() {
    this.set(waiting().size);
  }
});

/** What the database knows of jobs and mails: the same on all nodes, and asked for only when somebody looks. */
export async function measureWork(hub: Pick<Hub, 'service'>): Promise<void> {
  const work = await readWork(hub);
  for (const [state, count] of Object.entries(work.mails)) mails.set({ state }, count);
  for (const { job, age: seconds, last_error } of work.jobs) {
    // one that never ended well has no age: an alert looks for that
    if (seconds !== null) age.set({ job }, seconds);
    failing.set({ job }, last_error === null ? 0 : 1);
  }
}
