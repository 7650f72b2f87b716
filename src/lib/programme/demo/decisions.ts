import { bureaus } from './bureaus.ts';
import { paperOf, type Course } from './courses.ts';
import { addDays } from './days.ts';
import type { Event } from './facts.ts';
import { flowEvents } from './flow.ts';

const at = (day: string, time: string): string => `${day}T${time}+08:00`;
const on = ({ story, item }: Course, by: string) => ({ project: story.work.project_code, item, by });

/** Published for good, and old enough for what follows. */
const settled = (days: number, division: string) => (course: Course) =>
  course.published !== null &&
  !course.corrected &&
  course.story.city.code === division &&
  course.published < addDays(course.story.anchor, -days);

/** Owed since so many days, and nothing has come. */
const silent = (days: number, division: string) => (course: Course) =>
  course.reach === 'none' &&
  course.story.city.code === division &&
  course.trigger < addDays(course.story.anchor, -days);

/** One that stays withdrawn, one that a better version took the place of. */
function withdrawals(courses: Course[]): Event[] {
  const first = courses.find((course) => course.item === 'concrete_tests' && settled(30, '420100')(course));
  const second = courses.find(
    (course) => course.item !== 'construction_permit' && settled(45, '420600')(course)
  );
  const events: Event[] = [];
  if (first?.published) {
    events.push({
      ...{
        do: 'withdraw',
        ...on(first, bureaus.wuhan.uscc),
        at: at(addDays(first.published, 18), '16:40:12')
      },
      reason: '经核查，所附检测报告的试件编号与送检记录不符，撤回公示，责令核实后重新公示。（示范）'
    });
  }
  if (second?.published) {
    const day = addDays(second.published, 14);
    const last = addDays(second.published, 26);
    const { returned: _, ...flow } = second.flow;
    events.push(
      {
        ...{ do: 'withdraw', ...on(second, bureaus.xiangyang.uscc), at: at(day, '16:10:45') },
        reason: '附件误传其他项目的文件，撤回公示，待更换后重新公示。（示范）'
      },
      ...flowEvents({
        ...{ ...flow, told: day, last, reach: 'published', reason: '更换误传的附件，记录内容核对无误。' },
        papers: [
          paperOf(second.item, second.story, flow.facts, { mark: '-重新公示', remark: '更换误传的附件' })
        ]
      })
    );
  }
  return events;
}

/** Two that are withheld today, and one whose time has passed without anything coming. */
function withholdings(courses: Course[]): Event[] {
  const anchor = courses[0]?.story.anchor ?? '';
  const business = courses.find(silent(20, '420100'));
  const review = courses.find(silent(20, '420600')) ?? courses.find(silent(12, '420500'));
  const passed = courses.find(
    (course) => course !== business && course !== review && silent(70, course.story.city.code)(course)
  );
  const events: Event[] = [];
  if (business)
    events.push({
      ...{
        do: 'withhold',
        ...on(business, bureaus.wuhan.uscc),
        at: at(addDays(business.trigger, 9), '10:31:08')
      },
      ...{ ground: 'third_party', until: addDays(anchor, 120) },
      reason: '附件含施工单位未公开的工法参数，第三方书面不同意公开，待遮盖处理后公示。（示范）'
    });
  if (review)
    events.push({
      ...{
        do: 'withhold',
        ...on(review, bureaus.province.uscc),
        at: at(addDays(review.trigger, 10), '15:05:50')
      },
      ...{ ground: 'internal', until: addDays(anchor, 45) },
      reason: '有关记录正在行政复议审查中，作出决定后公示。（示范）'
    });
  if (passed)
    events.push({
      ...{
        do: 'withhold',
        ...on(passed, bureaus.province.uscc),
        at: at(addDays(passed.trigger, 7), '09:48:33')
      },
      ...{ ground: 'internal', until: addDays(passed.trigger, 40) },
      reason: '检测结论正在专家复核，复核结束前暂不公示。（示范）'
    });
  return events;
}

export const decisions = (courses: Course[]): Event[] => [...withdrawals(courses), ...withholdings(courses)];
