import { benchBookings } from './bookings.ts';
import { benchChanges } from './changes.ts';
import { benchComplaintFiling } from './complaint-filing.ts';
import { benchComplaints } from './complaints.ts';
import { benchDisclosures } from './disclosures.ts';
import { benchFindingPages } from './finding-pages.ts';
import { benchFindings } from './findings.ts';
import { benchImport } from './import-run.ts';
import { benchLog } from './log.ts';
import { startNginx } from './nginx.ts';
import { benchOpenData } from './open-data.ts';
import { benchOpen311 } from './open311.ts';
import { benchPages } from './pages.ts';
import { benchTracking } from './tracking.ts';

/**
 * `npm run bench [-- 1000,10000]`: the built server with ever more projects, then with many disclosures on both engines, the
 * sweep of a province, bookings, findings, complaints, Open311, changes and exports of open data, the log, an import, and an attack on tracking codes.
 * What counts in the rows of pages is the ratio and that it stays flat; the figures are this machine's.
 * BENCH_ONLY=projects,disclosures,bookings,findings,complaints,open311,changes,open-data,log,import,tracking chooses parts; BENCH_ENGINE=embedded or
 * postgres one engine of all but projects, open-data and import; BENCH_DISCLOSURES, BENCH_FINDINGS, BENCH_COMPLAINTS, BENCH_EXPORT
 * (rows) and BENCH_LOG (entries, 5,000 at least) their number.
 */
const sizes = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number);
const every =
  'projects,disclosures,bookings,findings,complaints,open311,changes,open-data,log,import,tracking';
const parts = (process.env.BENCH_ONLY ?? every).split(',');
const engines = (process.env.BENCH_ENGINE ?? 'embedded,postgres').split(',');
const given = Number(process.env.BENCH_DISCLOSURES ?? 0);
const filed = Number(process.env.BENCH_COMPLAINTS ?? 0);

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
  if (parts.includes('complaints')) {
    if (engines.includes('embedded')) await benchComplaintFiling('embedded');
    if (engines.includes('postgres')) await benchComplaintFiling('postgres');
    const most = { embedded: 100_000, postgres: 1_000_000 };
    for (const engine of ['embedded', 'postgres'] as const)
      if (engines.includes(engine))
        for (const size of filed ? [filed] : [1000, most[engine]]) await benchComplaints(engine, size);
  }
  if (parts.includes('open311')) {
    if (engines.includes('embedded')) await benchOpen311('embedded', filed || 100_000, nginx);
    if (engines.includes('postgres')) await benchOpen311('postgres', filed || 1_000_000, nginx);
  }
  if (parts.includes('changes')) {
    if (engines.includes('embedded')) await benchChanges('embedded', nginx);
    if (engines.includes('postgres')) await benchChanges('postgres', nginx);
  }
  if (parts.includes('open-data') && engines.includes('postgres'))
    await benchOpenData(Number(process.env.BENCH_EXPORT ?? 1_000_000));
  if (parts.includes('import')) await benchImport();
  if (parts.includes('log')) {
    for (const engine of ['embedded', 'postgres'] as const)
      if (engines.includes(engine)) await benchLog(engine, Number(process.env.BENCH_LOG ?? 100_000), nginx);
  }
  if (parts.includes('tracking')) await benchTracking();
} finally {
  nginx?.stop();
}
