import { problemAt, type BadCell, type Place, type Words } from '#lib/projects/import/messages.ts';

/** A sentence for each problem of a list of work orders; `d` is what it is about. */
const SENTENCES = {
  orders_many: (d) => ({
    zh: `超过 ${d.zh} 行，请分成几个文件。`,
    en: `More than ${d.en} rows; split the file.`
  }),
  orders_none: () => ({ zh: '只有表头，没有工单。', en: 'There is a header and no work order.' }),
  order_twice: (d) => ({
    zh: `与第 ${d.zh} 行是同一工单号。`,
    en: `The same order number is on line ${d.en}.`
  }),
  order_form: () => ({ zh: '工单号应为 1 至 60 个字符。', en: 'An order number has 1 to 60 characters.' }),
  category_unknown: (d) => ({
    zh: `没有这种诉求类型。可填：${d.zh}。`,
    en: `No such category. Use one of: ${d.en}.`
  }),
  text_long: (d) => ({ zh: `超过 ${d.zh} 个字。`, en: `Longer than ${d.en} characters.` }),
  time_form: () => ({
    zh: '时间看不懂，请写成 2026-11-20 09:30。',
    en: 'This is no time; write it as 2026-11-20 09:30.'
  }),
  time_future: () => ({ zh: '受理时间在将来。', en: 'This time is in the future.' }),
  time_old: (d) => ({
    zh: `受理时间早于 ${d.zh} 天以前，请核对；确实是旧工单的，请联系 12345 重新派单。`,
    en: `Received more than ${d.en} days ago. Check the date; an old order has to be sent anew by 12345.`
  }),
  place_unknown: () => ({
    zh: '没有这个区划，或它不由收件部门管辖。',
    en: 'There is no such division, or the receiving bureau does not reach it.'
  }),
  permit_unknown: () => ({
    zh: '收件部门辖区内没有这个施工许可证号或项目代码。',
    en: 'No project of the receiving bureau has this permit number or project code.'
  }),
  phone_form: () => ({ zh: '电话号码的格式不对。', en: 'This is no phone number.' }),
  work_unknown: () => ({
    zh: '没有找到这个项目，工单仍会收下，项目名写在内容里。',
    en: 'No project has this name; the order is taken all the same, with the name in its text.'
  })
} satisfies Record<string, (d: Words) => Words>;

export type OrderProblem = keyof typeof SENTENCES;

const both = (detail: Words | string): Words =>
  typeof detail === 'string' ? { zh: detail, en: detail } : detail;

export const problem = (code: OrderProblem, place: Place, detail: Words | string = ''): BadCell =>
  problemAt(code, place, SENTENCES[code](both(detail)));
