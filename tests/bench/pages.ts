import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { startServer } from '../support/server.ts';
import type { Nginx } from './nginx.ts';
import { seedProjects } from './seed.ts';
import { fixed, headings, measure, residentMegabytes, say } from './table.ts';

const pageOfProjects = z.object({ rows: z.array(z.object({ slug: z.string() })).min(1) });

/** A journal as long as the list: feeds must not feel it. */
const journal = `
  select private.append_journal('project.registered', 'project', p.project_id::text,
    jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng),
    p.project_id, '{}', p.division_code)
  from public.projects p order by p.project_id`;

async function prepare(dataDir: string, size: number): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, HUB_DEMO: 'off', DATABASE_URL: '', SUPABASE_URL: '' };
  const hub = await openHub(undefined, readConfig(env));
  try {
    const { sql } = hub.backend;
    if (!sql) throw new Error('The bench needs SQL access.');
    const started = performance.now();
    await seedProjects(sql, size);
    const seeded = performance.now();
    await sql.query(`select count(*) from (${journal}) as appended`);
    // what they owe would be reckoned while the pages are measured; disclosures have rows of their own
    await sql.query('delete from private.disclosure_queue');
    await sql.query('analyze');
    say(
      `seeded ${String(size)} projects in ${fixed((seeded - started) / 1000, 1)} s, ` +
        `journal in ${fixed((performance.now() - seeded) / 1000, 1)} s`
    );
    const { data } = await hub.visitor.rpc('browse_projects', { filters: {}, page_size: 1 });
    return pageOfProjects.parse(data).rows[0]?.slug ?? '';
  } finally {
    await closeHub();
  }
}

/** The built server with so many projects on the embedded engine: four addresses. */
export async function benchPages(size: number, nginx: Nginx | null): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  try {
    say(`\n${String(size)} projects`);
    const slug = await prepare(dataDir, size);
    const started = performance.now();
    const server = await startServer({
      dataDir,
      env: { HUB_BENCH: 'on', HUB_DEMO: 'off', LOG_LEVEL: 'silent' }
    });
    try {
      say(
        `ready after ${fixed((performance.now() - started) / 1000, 1)} s, ${fixed(residentMegabytes(server.pid))} MB`
      );
      headings();
      const map = 'west=113.6&south=30.2&east=115.0&north=31.0';
      await measure('home', `${server.url}/`, server.url, nginx);
      await measure('project page', `${server.url}/projects/${slug}`, server.url, nginx);
      await measure('division feed', `${server.url}/feeds/divisions/420100.rss`, server.url, nginx);
      await measure(
        'map, province',
        `${server.url}/map/projects?west=108&south=28&east=117&north=34&zoom=7`,
        server.url,
        nginx
      );
      await measure('map, city', `${server.url}/map/projects?${map}&zoom=11`, server.url, nginx);
      say(`after the load: ${fixed(residentMegabytes(server.pid))} MB`);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
