import { describe, expect, it } from 'vitest';
import { publisherOf } from '#lib/open-data/catalogue/publisher.ts';
import { oc4ids } from '#tests/support/schema-readers.ts';
import { packageText, toPackage } from './package.ts';
import { toProject, type Setting } from './project.ts';
import type { Whole } from './rows.ts';

const uscc = '91420100MA4K00000X';
const id = (n: number) => `00000000-0000-4000-8000-00000000000${String(n)}`;
const places = { project: 'p1', division_code: '420106', demo: false };

const project: Whole['project'] = {
  ...{
    id: 'p1',
    name: '江湾 <花园> "一期"',
    permit_no: '420106202603010001',
    project_code: null,
    division_code: '420106'
  },
  ...{
    zone: null,
    address: '武昌区示范路1号',
    housing_type: 'public_rental',
    stage: 'completion',
    structure: 'frame'
  },
  ...{
    fit_out: null,
    floor_area_m2: 1200.5,
    unit_count: 12,
    building_count: 1,
    pilot: false,
    lat: 0,
    lng: 114.3
  },
  ...{ location_quality: 'verified', registered_at: '2026-01-05T02:00:00.000Z', version: 3, demo: true }
};
const party = (
  n: number,
  role: Whole['parties'][number]['role'],
  code: string | null,
  leader: string | null
) => ({
  ...{ id: id(n), project: 'p1', role, organization: code ? 'o1' : 'o2', uscc: code, leader_name: leader },
  organization_name: code ? '甲公司' : '乙公司'
});
const disclosure: Whole['disclosures'][number] = {
  ...{
    id: 'd1',
    ...places,
    item: 'rebar_tests',
    stage: 'construction',
    status: 'published',
    trigger_on: '2026-02-01'
  },
  ...{ due_on: '2026-02-21', days_late: 0, version: 2, first_published_at: '2026-02-10T02:00:00.000Z' },
  ...{ published_at: '2026-03-10T02:00:00.000Z', supplied_by: 'o1', confirmed_by: 'o2', published_by: 'o1' },
  ...{
    confirmed_role: 'supervising_engineer',
    facts: { conclusion: 'qualified' },
    note: null,
    reason: '更正'
  },
  ...{ content_hash: 'a'.repeat(64), journal_seq: 9, withheld_ground: null, withheld_reason: null },
  ...{ withheld_until: null, withdrawn_reason: null, withdrawn_at: null, verification: 'confirmed' },
  ...{ verification_confirmed: 1, verification_disputed: 0, verification_pending: 0 }
};
const whole: Whole = {
  project,
  parties: [
    party(1, 'developer', uscc, '张三'),
    party(2, 'contractor', uscc, null),
    party(3, 'third_party', null, null)
  ],
  milestones: [
    { id: id(4), project: 'p1', kind: 'permit', planned_on: null, reached_on: '2026-01-05' },
    {
      id: id(5),
      project: 'p1',
      kind: 'completion_acceptance',
      planned_on: '2026-08-01',
      reached_on: '2026-08-05'
    },
    { id: id(6), project: 'p1', kind: 'completion_filing', planned_on: '2026-09-01', reached_on: null },
    { id: id(7), project: 'p1', kind: 'roof_420100', planned_on: null, reached_on: null }
  ],
  disclosures: [
    disclosure,
    {
      ...disclosure,
      id: 'd2',
      item: 'completion_filing',
      status: 'overdue',
      version: null,
      facts: null,
      journal_seq: null
    }
  ],
  documents: [
    {
      ...{
        id: `${id(8)}.d1.1`,
        project: 'p1',
        disclosure: 'd1',
        item: 'rebar_tests',
        version: 1,
        current: false
      },
      ...{ name: '报告 #1.pdf', media_type: 'application/pdf', bytes: 10, sha256: 'b'.repeat(64) },
      published_at: '2026-02-10T02:00:00.000Z'
    }
  ],
  open_days: [],
  visits: [],
  findings: [],
  rectifications: [],
  complaints: []
};
const setting: Setting = {
  origin: 'https://hub.example',
  prefix: 'oc4ids-abc123',
  names: {
    bureaus: { '420106': { slug: 'b1', name: '武汉市住房和城乡建设局', uscc: null } },
    divisions: { '420106': { name: '武昌区', city: '武汉市' } },
    items: { rebar_tests: '钢筋检验试验汇总评价', completion_filing: '竣工验收备案表' },
    kinds: { permit: '施工许可' }
  }
};
const wrap = {
  ...{ origin: setting.origin, uri: 'https://hub.example/open/oc4ids/projects.json' },
  ...{ publishedDate: '2026-11-30T02:00:00.000Z' },
  publisher: publisherOf({ HUB_PUBLISHER: undefined, HUB_PUBLISHER_CODE: undefined, HUB_CONTACT: undefined })
};

describe('a project as OC4IDS', () => {
  const made = toProject(whole, setting);

  it('is valid by the schema of the standard, as little as is known of it too', (context) => {
    const judge = oc4ids(context);
    const bare: Whole = { ...whole, parties: [], milestones: [], disclosures: [], documents: [] };
    const nowhere = { ...setting, names: { bureaus: {}, divisions: {}, items: {}, kinds: {} } };
    expect(judge(toPackage([made, toProject(bare, nowhere)], wrap))).toEqual([]);
  });

  it('names an organization once, with each of its roles, and the bureau as the public authority', () => {
    expect(made.parties).toMatchObject([
      { id: 'x_sunlit-b1', roles: ['publicAuthority'] },
      { id: `CN-USCC-${uscc}`, roles: ['developer', 'contractor'], people: [{ name: '张三' }] },
      { id: 'x_sunlit-o2', roles: ['independentMonitor'] }
    ]);
    expect(made.publicAuthority).toEqual({ id: 'x_sunlit-b1', name: '武汉市住房和城乡建设局' });
  });

  it('tells stage, sector, place and milestones as docs/oc4ids.md says', () => {
    expect(made).toMatchObject({
      id: 'oc4ids-abc123-p1',
      status: 'completion',
      sector: ['housing.residential', 'socialHousing'],
      // a degree of zero is a place too
      locations: [
        { geometry: { type: 'Point', coordinates: [114.3, 0] }, address: { locality: '武汉市武昌区' } }
      ],
      completion: { endDate: '2026-08-05T00:00:00+08:00' },
      social: { healthAndSafety: { materialTests: { tests: ['metal'] } } },
      x_demo: true
    });
    expect(made.milestones).toMatchObject([
      { code: 'projectApproval', status: 'met' },
      { code: 'completion', status: 'met', dueDate: '2026-08-01T00:00:00+08:00' },
      { code: 'completionFiling', status: 'scheduled' },
      { type: 'assessment', title: 'roof_420100' }
    ]);
    const filed = {
      ...whole,
      milestones: whole.milestones.map((one) => ({ ...one, reached_on: '2026-09-02' }))
    };
    expect(toProject(filed, setting).status).toBe('maintenance');
  });

  it('tells what is owed, and a file of an earlier version with where it is replaced', () => {
    expect(made.documents).toMatchObject([
      {
        id: 'disclosure-d1',
        documentType: 'materialTestResults',
        x_logIndex: 8,
        x_conclusion: 'qualified',
        x_supersedes: 'disclosure-d1#1'
      },
      { id: 'disclosure-d2', x_status: 'overdue', accessDetails: '应于2026-02-21前公示，逾期未公示。' },
      {
        url: `https://hub.example/documents/${id(8)}/${encodeURIComponent('报告 #1.pdf')}`,
        x_supersededBy: 'disclosure-d1',
        x_sha256: 'b'.repeat(64)
      }
    ]);
  });

  it('is the same in one piece and in many', async () => {
    async function* pages() {
      yield [made];
      yield [];
      yield [made, made];
    }
    let text = '';
    for await (const piece of packageText(wrap, pages())) text += piece;
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(toPackage([made, made, made], wrap))));
  });
});
