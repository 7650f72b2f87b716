import { complaintJobs } from '#lib/complaints/jobs.server.ts';
import { webhooks } from '#lib/complaints/webhooks/jobs.server.ts';
import { disclosureJobs } from '#lib/disclosures/jobs.server.ts';
import { findingJobs } from '#lib/findings/jobs.server.ts';
import { mails, tidy } from '#lib/notifications/outbox.server.ts';
import { snapshotJobs } from '#lib/open-data/snapshots/jobs.server.ts';
import { websub } from '#lib/open-data/websub/jobs.server.ts';
import { openDayJobs } from '#lib/open-days/jobs.server.ts';
import { news } from '#lib/subscriptions/news.server.ts';
import { supervisorJobs } from '#lib/supervisors/jobs.server.ts';
import { checkpoint } from '#lib/transparency/jobs.server.ts';
import type { Job } from './jobs.ts';

/** All jobs that nodes do. A slice adds its own here. */
export const jobs: Job[] = [
  ...disclosureJobs,
  ...openDayJobs,
  ...findingJobs,
  ...complaintJobs,
  webhooks,
  ...supervisorJobs,
  ...snapshotJobs,
  checkpoint,
  news,
  websub,
  mails,
  tidy
];
