import { readdirSync, readFileSync } from 'node:fs';
import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { complaints, toOfficers, toPerson } from './tell-complaints.ts';

const zh = translator('zh');
const en = translator('en');
const kinds = Object.keys(complaints);
const facts = { number: 'C420100-2026-000007', due_on: '2026-12-04' };
const folder = new URL('../../../supabase/migrations/', import.meta.url);

group('a notification about complaints', () => {
  it('has words for each kind that the database raises', () => {
    const raised = new Set<string>();
    for (const file of readdirSync(folder).filter((name) => name.includes('complaint'))) {
      const sql = readFileSync(new URL(file, folder), 'utf8');
      const calls = /(?:tell_person|tell_merged|tell_bureau|tell_superiors|notify_people|notify_duty)\(.*/g;
      for (const [call] of sql.matchAll(calls))
        for (const [, kind = ''] of call.matchAll(/'complaint\.([a-z_]+)'/g)) raised.add(kind);
      // a step named by the state it leads to
      if (sql.includes("'complaint.' || c.state"))
        for (const kind of ['investigating', 'rectification']) raised.add(kind);
    }
    expect(raised.size).toBeGreaterThan(25);
    const known = new Set<string>([...toPerson, ...toOfficers]);
    expect([...raised].filter((kind) => !known.has(kind))).toEqual([]);
  });

  it.each(kinds)('%s is told in both languages', (kind) => {
    const chinese = describe({ kind, facts }, zh);
    const english = describe({ kind, facts }, en);
    if (kind !== 'complaint.extract') expect(chinese.title).toContain('C420100-2026-000007');
    expect(chinese.lines.join()).toContain('2026年12月4日');
    expect([english.title, ...english.lines].join()).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
  });

  it.each(kinds)('%s can do without its facts, or with facts of another shape', (kind) => {
    for (const given of [
      {},
      { number: 5, outcome: 'unheard_of', clock: 'unheard_of', result: [], text: 3, urgent: 'yes', days: '7' }
    ]) {
      const told = describe({ kind, facts: given }, zh);
      expect([told.title, ...told.lines].join()).not.toMatch(
        /undefined|NaN|\{\{|object|unheard|有一条新提醒/
      );
    }
  });

  it('says what it came to, why, and where else to go', () => {
    const said = (kind: string, more: object) => describe({ kind, facts: { ...facts, ...more } }, zh).lines;
    expect(said('complaint.replied', { outcome: 'partly', result: 'will_fix' })).toEqual(
      expect.arrayContaining(['部分属实', '限期整改'])
    );
    expect(said('complaint.review_decided', { outcome: 'upheld', text: '程序合法' })).toEqual(
      expect.arrayContaining(['维持原答复', '说明：程序合法'])
    );
    expect(said('complaint.not_accepted', { text: '已由法院受理', channel: '人民法院' })).toEqual(
      expect.arrayContaining(['说明：已由法院受理', '可以到这里反映：人民法院'])
    );
    expect(said('complaint.extended', { days: 30 })).toContain('延长 30 天');
    expect(said('complaint.overdue', { clock: 'answer' })).toContain('步骤：答复');
    expect(said('complaint.arrived', { urgent: true }).join()).toContain('紧急');
  });
});
