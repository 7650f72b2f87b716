import { randomUUID } from 'node:crypto';
import { fileComplaint } from '#lib/complaints/file.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { as, invite } from '../bench/bookings.ts';
import { sqlOf } from '../bench/sweep.ts';

/** A complaint in a new data folder that a bureau has answered, for benches and browsers; the server is not running yet. */
export async function standComplaint(dataDir: string): Promise<{ code: string; number: string }> {
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: '', SUPABASE_URL: '', DATA_DIR: dataDir };
  const hub = await openHub(undefined, readConfig({ ...process.env, ...env }));
  try {
    const sql = sqlOf(hub);
    const [officer] = await invite(sql, 1);
    if (!officer) throw new Error('nobody');
    await sql.query(
      `with bureau as (insert into public.organizations (kind, name, division_code, contact) values ('bureau', '武汉市测试主管局', '420100', '电话 027-12345') returning organization_id)
       insert into public.memberships (user_id, organization_id, role, duties, valid_from)
       select $1::uuid, organization_id, 'officer', '{intake,handler,reviewer}', '2020-01-01' from bureau`,
      [officer.id]
    );
    const { code, receipt } = await fileComplaint(hub, {
      attempt: randomUUID(),
      division: '420106',
      category: 'seepage',
      description: '三楼卫生间漏水，楼下已经发霉',
      spot: '9 栋 302',
      naming: 'bureau_only',
      contact: { phone: '13900001234' }
    });
    const steps: [string, object][] = [
      ['accept', {}],
      ['reply', { text: '经查属实，施工单位已重新做防水。', outcome: 'substantiated', result: 'fixed' }]
    ];
    for (const [act, facts] of steps) {
      const { error } = await as(hub, officer).rpc('advance_complaint', { slug: receipt.slug, act, facts });
      if (error) throw new Error(error.message);
    }
    return { code, number: receipt.number };
  } finally {
    await closeHub();
  }
}
