import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { changedFields } from '#lib/projects/import/changes.ts';

const zh = translator('zh');

describe('changedFields', () => {
  it('tells old and new in the words of people', () => {
    const lines = changedFields(
      {
        unit_count: { from: 600, to: 642 },
        housing_type: { from: 'commodity', to: 'public_rental' },
        'milestones.permit': { from: null, to: { planned: null, reached: '2020-06-01' } }
      },
      zh
    );
    expect(lines).toEqual([
      '住房类型：商品住宅 → 公租房',
      '套数：600 套 → 642 套',
      '施工许可完成日期：未填写 → 2020年6月1日'
    ]);
  });

  it('tells a half of a place, and a credit code that comes to a known unit', () => {
    const unit = { name: '甲', leader: null };
    const lines = changedFields(
      {
        lat: { from: 30.1, to: 30.2 },
        'parties.developer': { from: { ...unit, uscc: null }, to: { ...unit, uscc: '91420100MA4KXXXX11' } }
      },
      zh
    );
    expect(lines).toEqual(['纬度：30.1 → 30.2', '建设单位信用代码：未填写 → 91420100MA4KXXXX11']);
  });

  it('tells a unit that changes, and one that is taken away', () => {
    const unit = (name: string) => ({ name, uscc: null, leader: '张三' });
    const lines = changedFields(
      {
        'parties.contractor': { from: unit('甲'), to: unit('乙') },
        'parties.designer': { from: unit('丙'), to: null }
      },
      zh
    );
    expect(lines).toEqual([
      '施工单位：甲（项目负责人：张三） → 乙（项目负责人：张三）',
      '设计单位：丙（项目负责人：张三） → 未填写'
    ]);
  });
});
