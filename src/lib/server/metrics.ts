import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

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
