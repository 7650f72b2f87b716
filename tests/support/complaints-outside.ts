import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fileComplaint, type Filing } from '#lib/complaints/file.server.ts';
import { keyHash } from '#lib/complaints/open311/file.server.ts';
import { sealPurpose } from '#lib/complaints/webhooks/secret.ts';
import { newSecret } from '#lib/complaints/webhooks/sign.ts';
import type { Client } from '#lib/server/client.ts';
import { seal } from '#lib/server/seal.ts';
import { openTestHub, organization, person, type TestHub } from './database.ts';

export const publicWords = { title: '外墙渗水', text: '业主反映外墙渗水，多次报修未处理。' };

/** Bureaus of two cities with reviewers, and short ways to file, publish and connect. */
export async function openOutside(env: Record<string, string> = {}) {
  const hub: TestHub = await openTestHub({ env });
  const wuhan = await organization(hub, {
    kind: 'bureau',
    name: '武汉市住房和城市更新局',
    division: '420100'
  });
  const xiangyang = await organization(hub, {
    kind: 'bureau',
    name: '襄阳市住房和城乡建设局',
    division: '420600'
  });
  const duties = ['intake', 'handler', 'follow_up', 'reviewer', 'publisher'];
  const clerk = await person(hub, {
    email: 'clerk@x.cn',
    role: 'officer',
    organization: wuhan,
    duties: ['intake']
  });
  const officer = await person(hub, { email: 'wuhan@x.cn', role: 'officer', organization: wuhan, duties });
  const other = await person(hub, {
    email: 'xiangyang@x.cn',
    role: 'officer',
    organization: xiangyang,
    duties
  });
  const slug = async (id: string) => {
    const [row] = await hub.sql.query('select slug from public.organizations where organization_id = $1', [
      id
    ]);
    return String(row?.slug);
  };

  const file = (more: Partial<Filing> = {}) =>
    fileComplaint(hub, {
      attempt: randomUUID(),
      category: 'seepage',
      division: '420102',
      description: '原话：三栋外墙渗水，我家在 302',
      naming: 'anonymous',
      ...more
    });

  async function act(db: Client, complaint: string, name: string, facts: object = {}) {
    const { error } = await db.rpc('advance_complaint', { slug: complaint, act: name, facts });
    if (error) throw new Error(`${name}: ${error.message}`);
  }

  return {
    hub,
    officer,
    other,
    clerk,
    bureau: { slug: await slug(wuhan), division_code: '420100' },
    file,
    act,
    /** Filed, and published with the words of an officer. */
    async published(more: Partial<Filing> = {}) {
      const { receipt, code } = await file(more);
      await act(officer.db, receipt.slug, 'publish', publicWords);
      return { ...receipt, code };
    },
    /** Published without words. */
    async stub(more: Partial<Filing> = {}) {
      const { receipt } = await file(more);
      await act(officer.db, receipt.slug, 'publish', { as: 'stub' });
      return receipt;
    },
    async key(db: Client = officer.db, bureau?: string) {
      const secret = `o311_${randomUUID()}`;
      const facts = {
        connection: randomUUID(),
        kind: 'open311',
        bureau: bureau ?? (await slug(wuhan)),
        name: '测试应用',
        secret_hash: keyHash(hub.secrets.encryption, secret)
      };
      const { error } = await db.rpc('create_complaint_connection', facts);
      if (error) throw new Error(error.message);
      return { id: facts.connection, secret };
    },
    otherBureau: await slug(xiangyang),
    async connect(kind: 'hotline' | 'webhook', url: string | null = null) {
      const connection = randomUUID();
      const secret = newSecret();
      const sealed = seal(hub.secrets.encryption, sealPurpose, secret, connection);
      const facts = { connection, kind, bureau: await slug(wuhan), name: '测试连接', sealed, url };
      const { data, error } = await officer.db.rpc('create_complaint_connection', facts);
      if (error) throw new Error(error.message);
      z.boolean().parse(data);
      return { id: connection, secret };
    }
  };
}
export type Outside = Awaited<ReturnType<typeof openOutside>>;
