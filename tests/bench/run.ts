import { benchBookings } from './bookings.ts';
import { benchDisclosures } from './disclosures.ts';
import { benchFindingPages } from './finding-pages.ts';
import { benchFindings } from './findings.ts';
import { benchImport } from './import-run.ts';
import { startNginx } from './nginx.ts';
import { benchPages } from './pages.ts';
import { benchTracking } from './tracking.ts';

/**
 * `npm run bench [-- 1000,10000]`: the built server with ever more projects, then with many disclosures on both engines, the
 * sweep of a province, bookings, findings, an import, and an attack on tracking codes. What counts in the rows of pages is the ratio and that it stays flat; the figures
 * are this machine's. BENCH_ONLY=projects,disclosures,bookings,findings,import,tracking chooses parts; BENCH_ENGINE=embedded or postgres one engine
 * of disclosures, bookings and findings; BENCH_DISCLOSURES and BENCH_FINDINGS their number.
 */
const sizes = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number);
const parts = (process.env.BENCH_ONLY ?? 'projects,disclosures,bookings,findings,import,tracking').split(',');
const engines = (process.env.BENCH_ENGINE ?? 'embedded,postgres').split(',');
const given = Number(process.env.BENCH_DISCLOSURES ?? 0);

const nginx = await startNginx();
try {
  if (parts.includes('projects')) for (const size of sizes) await benchPages(size, nginx);
  if (parts.includes('disclosures')) {
    if (engines.includes('embedded')) await benchDisclosures('embedded', given || 100_000, nginx);
    if (engines.includes('postgres')) await benchDisclosures('postgres', given || 1_000_000, nginx);
  }
  if (parts.includes('bookings')) {
    if (engines.includes('embedded')) await benchBookings('embedded');
    if (engines.includes('postgres')) await benchBookings('postgres');
  }
  if (parts.includes('findings')) {
    const open = Number(process.env.BENCH_FINDINGS ?? 100_000);
    if (engines.includes('embedded')) await benchFindingPages('embedded', open, nginx);
    if (engines.includes('postgres')) await benchFindingPages('postgres', open, nginx);
    if (engines.includes('embedded')) await benchFindings('embedded');
    if (engines.includes('postgres')) await benchFindings('postgres');
  }
  if (parts.includes('import')) await benchImport();
  if (parts.includes('tracking')) await benchTracking();
} finally {
  nginx?.stop();
}
