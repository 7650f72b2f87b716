import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe, kindName } from './describe.ts';
import type { Entry } from './entry.ts';

const zh = translator('zh');
const en = translator('en');

const entry = (kind: string, facts: Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  seq: 7,
  kind,
  version: 1,
  facts: { slug: 'abc', name: '江湾花园', ...facts },
  supersedes: null,
  division_code: '420106',
  project_id: null,
  subject_type: 'project',
  subject_id: 'x',
  occurred_at: '2026-11-20T04:00:00.000Z',
  recorded_at: '2026-11-22T01:00:00.000Z',
  ...more
});

group('a registered project', () => {
  const registered = entry('project.registered', {
    housing_type: 'public_rental',
    stage: 'construction',
    floor_area_m2: 123400,
    unit_count: 860,
    structure: 'frame_shear_wall',
    pilot: true,
    demo: true,
    address: '武昌区中山路1号',
    parties: [
      { role: 'developer', name: '某某置业', leader: '张三' },
      { role: 'surveyor', name: '某某勘察' }
    ],
    milestones: [
      { kind: 'permit', reached: '2026-03-01' },
      { kind: 'fire_acceptance', planned: '2027-01-01' }
    ]
  });

  it('is told in Chinese', () => {
    const { title, lines, path } = describe(registered, zh, { division: () => '武汉市武昌区' });
    expect(title).toBe('江湾花园：项目登记');
    expect(path).toBe('/projects/abc');
    expect(lines).toEqual([
      '所在地区：武汉市武昌区',
      '地址：武昌区中山路1号',
      '住房类型：公租房',
      '阶段：施工过程',
      '建筑面积：123,400 ㎡',
      '套数：860 套',
      '结构形式：框架-剪力墙结构',
      '试点项目：是',
      '建设单位：某某置业（项目负责人：张三）',
      '勘察单位：某某勘察',
      '已完成节点：施工许可（2026年3月1日）',
      '示范数据，不对应任何真实工程'
    ]);
  });

  it('is told in English, without a code name', () => {
    const { title, lines } = describe(registered, en);
    expect(title).toBe('江湾花园: project registered');
    expect(lines).toContain('District: division 420106');
    expect(lines).toContain('Developer: 某某置业 (project leader: 张三)');
    expect(lines).toContain('Milestones reached: construction permit (1 March 2026)');
    expect(lines.join()).not.toMatch(/[a-z]_[a-z]/);
  });
});

group('an updated project', () => {
  it('tells each changed field, old and new', () => {
    const { title, lines } = describe(
      entry('project.updated', {
        lat: 30.6,
        lng: 114.3,
        changes: {
          lat: { from: 30.5, to: 30.6 },
          fit_out: { from: 'shell', to: 'fitted_out' },
          unit_count: { from: 12000 },
          permit_no: { to: '420106202603010101' },
          pilot: { from: false, to: true },
          'parties.contractor': {
            from: { name: '甲公司', leader: '李四' },
            to: { name: '甲公司', leader: '王五' }
          },
          'parties.designer': { from: { name: '丙院' } },
          'milestones.structure_acceptance': {
            from: { planned: '2026-10-01' },
            to: { planned: '2026-12-01', reached: '2026-11-20' }
          },
          location_quality: { to: 'verified' }
        }
      }),
      zh
    );
    expect(title).toBe('江湾花园：信息更新');
    expect(lines).toEqual([
      '施工许可证号：未填写 → 420106202603010101',
      '套数：12,000 套 → 未填写',
      '装修标准：毛坯 → 全装修',
      '试点项目：否 → 是',
      '位置（纬度，经度）：30.5, 114.3 → 30.6, 114.3',
      '位置核实情况：已核实',
      '施工单位：甲公司（项目负责人：李四） → 甲公司（项目负责人：王五）',
      '设计单位：丙院 → 未填写',
      '主体结构分部验收计划日期：2026年10月1日 → 2026年12月1日',
      '主体结构分部验收完成日期：未填写 → 2026年11月20日'
    ]);
  });

  it('names what it does not know "other"', () => {
    const { lines } = describe(
      entry('project.updated', {
        changes: {
          structure: { from: 'mud_brick', to: 'frame' },
          'milestones.sponge_city': { to: { planned: '2027-01-02' } }
        }
      }),
      en
    );
    expect(lines).toEqual([
      'Structure: other → frame',
      'Planned day of another milestone: not given → 2 January 2027'
    ]);
  });
});

group('a milestone', () => {
  const facts = {
    milestone: 'structure_acceptance',
    milestone_name: '主体结构分部验收',
    milestone_name_en: 'main-structure acceptance',
    reached_on: '2026-11-20'
  };

  it('tells its day, and nothing of a plan that is not known', () => {
    const { title, lines } = describe(entry('milestone.reached', facts), zh);
    expect(title).toBe('江湾花园：已完成主体结构分部验收');
    expect(lines).toEqual(['完成日期：2026年11月20日（周五）']);
  });

  it.each([
    ['2026-11-01', '比计划晚 19 天', '19 days later than planned'],
    ['2026-11-20', '与计划日期相同', 'on the planned day'],
    ['2026-11-21', '比计划早 1 天', '1 day earlier than planned']
  ])('planned for %s', (planned, chinese, english) => {
    const late = entry('milestone.reached', { ...facts, planned_on: planned });
    expect(describe(late, zh).lines[1]).toContain(chinese);
    expect(describe(late, en).lines[1]).toContain(english);
  });

  it('says that it corrects an earlier one', () => {
    expect(describe(entry('milestone.reached', facts, { supersedes: 3 }), en).title).toBe(
      'Correction: 江湾花园: main-structure acceptance reached'
    );
  });
});

group('anything else', () => {
  it('is told without its code, and facts of the wrong shape do no harm', () => {
    expect(describe(entry('weather.changed', {}), zh).title).toBe('江湾花园：其他公开信息');
    expect(describe(entry('project.updated', { name: 3, changes: 'x' }), zh).lines).toEqual([]);
    expect(kindName('milestone.reached', en)).toBe('Milestone reached');
    expect(kindName('project', en)).toBe('Other public information');
  });
});
