import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { visitor, type Visitor } from './browserless.ts';
import { formOf, wholeForm } from './complaint-forms.ts';
import { testDatabase } from './database.ts';
import { hidden, newPermit, projectForm, rebarForm, report } from './disclosing.ts';
import { startServer, type RunningServer } from './server.ts';

const people = ['wuhan', 'company', 'supervisor', 'contractor'] as const;
type Name = (typeof people)[number];

/** App nodes on one database with demonstration data: two on PostgreSQL; the embedded engine has one. */
export async function openNodes() {
  const { config, remove } = await testDatabase({ demo: true, env: { HUB_DEMO: 'on' } });
  const { dataDir, DATABASE_URL: url } = config;
  const env: Record<string, string> = {
    ...{ HUB_DEMO: 'on', HUB_BENCH: 'on', HUB_FILES_DIR: join(dataDir, 'files') },
    ...(url === undefined ? {} : { DATABASE_URL: url })
  };
  const folders = [dataDir];
  if (url !== undefined) {
    const second = mkdtempSync(`${dataDir}-second-`);
    cpSync(dataDir, second, { recursive: true });
    folders.push(second);
  }
  const nodes: RunningServer[] = [];
  for (const folder of folders) nodes.push(await startServer({ dataDir: folder, env }));
  return {
    config,
    nodes,
    stop: () => Promise.all(nodes.map((node) => node.stop())),
    remove
  };
}

/** Everyone at every node, signed in at the first: nodes share the keys of sessions. */
async function enter(nodes: RunningServer[]): Promise<(name: Name, node: number) => Visitor> {
  const all = new Map<string, Visitor>();
  for (const name of people) {
    const first = visitor(nodes[0]?.url ?? '', '198.19.0.1');
    const given = { email: `${name}@example.org`, password: 'sunlit-demo-2026' };
    const { status } = await first.post('/account/sign-in', given);
    if (status !== 303) throw new Error(`${name} could not sign in: ${String(status)}`);
    for (const [n, { url }] of nodes.entries()) {
      const there = visitor(url, '198.19.0.1');
      for (const [key, value] of first.cookies) there.cookies.set(key, value);
      all.set(`${name} ${String(n)}`, there);
    }
  }
  return (name, node) => {
    const found = all.get(`${name} ${String(node)}`);
    if (!found) throw new Error(`nobody called ${name} at ${String(node)}`);
    return found;
  };
}

/**
 * People who work at all nodes at once through the pages: projects come and change, lose parties and milestones; disclosures
 * are published, taken back and withheld; complaints are filed, published and hidden; open days are announced and cancelled.
 */
export async function activity(nodes: RunningServer[], random: () => number) {
  const at = await enter(nodes);
  const projects: string[] = [];
  const disclosed: string[] = [];
  const days: string[] = [];
  const done = new Map<string, number>();
  let serial = 0;

  const pick = <V>(list: readonly V[]): V | undefined => list[Math.floor(random() * list.length)];
  const node = () => Math.floor(random() * nodes.length);
  const page = async (name: Name, path: string) => (await at(name, node()).get(path)).text();

  /** Whether it was done. A refusal is part of the game: others were faster. What breaks is not. */
  function judge(what: string, { status }: Response): boolean {
    if (status >= 500) throw new Error(`${what}: ${String(status)}`);
    const isDone = status === 303;
    if (isDone) done.set(what, (done.get(what) ?? 0) + 1);
    return isDone;
  }
  const post = async (what: string, name: Name, path: string, fields: Record<string, string>) => {
    const response = await at(name, node()).post(path, fields);
    return judge(what, response) ? (response.headers.get('location') ?? '') : null;
  };

  const facts = () => {
    serial += 1;
    return projectForm(newPermit(), `重放小区 ${String(serial)}`);
  };

  async function register(): Promise<void> {
    const path = await post('register', 'wuhan', '/desk/projects/new?/save', facts());
    const slug = /projects\/([a-z0-9]+)/.exec(path ?? '')?.[1];
    if (slug) projects.push(slug);
  }

  async function edit(): Promise<void> {
    const slug = pick(projects);
    if (!slug) return register();
    const path = `/desk/projects/${slug}`;
    const form = await page('wuhan', path);
    const permit_no = /name="permit_no"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="permit_no"/.exec(form);
    const changed: Record<string, string> = {
      ...projectForm(permit_no?.[1] ?? permit_no?.[2] ?? '', `重放小区 改 ${String((serial += 1))}`),
      version: hidden(form, 'version'),
      address: `重放路 ${String(serial)} 号`
    };
    if (random() < 0.4) changed['testing_body.name'] = changed['testing_body.uscc'] = '';
    if (random() < 0.4) changed['structure_acceptance.reached'] = random() < 0.5 ? '' : '2026-04-02';
    await post('edit', 'wuhan', `${path}?/save`, changed);
  }

  async function disclose(): Promise<void> {
    const slug = pick(projects);
    if (!slug) return register();
    const queue = await page('contractor', `/desk/disclosures?project=${slug}&item=rebar_tests&todo=all`);
    const path = /href="(\/desk\/disclosures\/[a-z0-9]{10})"/.exec(queue)?.[1];
    if (!path) return;
    const form = formOf({
      ...rebarForm,
      edits: hidden(await page('contractor', path), 'edits'),
      reason: '复核后更正数据'
    });
    const content = report(`重放 ${String((serial += 1))}`);
    form.append('files', new File([new Uint8Array(content)], '检测报告.pdf'));
    const drafted = await at('contractor', node()).send(`${path}?/submit`, form, { accept: 'text/html' });
    if (!judge('submit', drafted)) return;
    for (const [act, name] of [
      ['confirm', 'supervisor'],
      ['publish', 'company']
    ] as const) {
      const edits = hidden(await page(name, path), 'edits');
      await post(act, name, `${path}?/advance`, { act, edits });
    }
    disclosed.push(path);
  }

  async function takeBack(): Promise<void> {
    const path = pick(disclosed);
    if (!path) return disclose();
    const edits = hidden(await page('wuhan', path), 'edits');
    await post('withdraw', 'wuhan', `${path}?/withdraw`, { reason: '材料与现场不符，退回重报', edits });
  }

  async function complain(): Promise<void> {
    const project = pick(projects);
    if (!project) return register();
    const person = visitor(nodes[node()]?.url ?? '', `198.19.1.${String(1 + (serial % 250))}`);
    const sent = await person.send('/complaints/new', formOf(wholeForm({ project, attempt: randomUUID() })), {
      accept: 'text/html'
    });
    if (sent.status >= 500) throw new Error(`complaint: ${String(sent.status)}`);
  }

  async function handle(): Promise<void> {
    const list = await page('wuhan', '/desk/complaints');
    const slug = pick([...list.matchAll(/\/desk\/complaints\/([a-z0-9]{10})/g)].map(([, one]) => one ?? ''));
    if (!slug) return complain();
    const path = `/desk/complaints/${slug}`;
    const edits = hidden(await page('wuhan', path), 'edits');
    const shown = { as: 'public', title: '重放投诉', text: '业主反映渗水，已多次报修。', checked: 'yes' };
    const acts: [string, Record<string, string>][] = [
      ['accept', {}],
      ['publish', shown],
      ['publish', shown],
      ['publish', { as: 'stub' }],
      ['keep_private', { reason: '涉及投诉人隐私' }]
    ];
    const [act, fields] = pick(acts) ?? ['accept', {}];
    await post(`complaint ${act}`, 'wuhan', `${path}?/${act}`, { edits, ...fields });
  }

  async function openDay(): Promise<void> {
    const project = pick(projects);
    if (!project) return register();
    const day = calendarDay(new Date(Date.now() + (2 + Math.floor(random() * 20)) * 86_400_000));
    const given = {
      ...{ title: '重放开放日', day, start: '10:00', end: '12:00', meeting_point: '工地南门' },
      ...{ 'seats.resident': '10', briefing: '戴好安全帽。' }
    };
    const path = await post('propose', 'company', '/desk/open-days/new', { ...given, project });
    const slug = /open-days\/([a-z0-9]{10})/.exec(path ?? '')?.[1];
    if (!slug) return;
    const at = `/desk/open-days/${slug}`;
    if (await post('announce', 'company', `${at}?/announce`, { ...given, edits: '1' })) days.push(at);
  }

  async function cancel(): Promise<void> {
    const path = pick(days);
    if (!path) return openDay();
    const edits = hidden(await page('company', path), 'edits');
    await post('cancel', 'company', `${path}?/cancel`, {
      reason: 'weather',
      note: '连日暴雨，暂停参观',
      edits
    });
  }

  const acts = [register, edit, edit, disclose, takeBack, complain, handle, handle, openDay, cancel];
  return {
    done,
    /** So many acts, by several people at a time, and more until each of these was done. */
    async run(count: number, wanted: readonly string[], hands = 4): Promise<void> {
      let begun = 0;
      const isWanting = () => begun < count * 5 && wanted.some((what) => !done.has(what));
      const one = async () => {
        while (begun < count || isWanting()) {
          begun += 1;
          await pick(acts)?.();
        }
      };
      await register();
      await Promise.all(Array.from({ length: hands }, one));
    }
  };
}

const copy = z.object({
  next: z.number(),
  rows: z.record(z.string(), z.record(z.string(), z.looseObject({ id: z.string() })))
});

/** What the follower of the documentation has written down. */
export const readCopy = (text: string) => copy.parse(JSON.parse(text));
