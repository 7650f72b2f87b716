import type { Course } from './courses.ts';
import { addDays } from './days.ts';
import type { Event, Paper } from './facts.ts';

const time = (n: number): string =>
  `18:${String(10 + (n % 45)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;

const photo = ({ story }: Course, k: number, where: string): Paper => ({
  ...{ kind: 'photo', scene: 'board', seed: story.n * 40 + 20 + k },
  file_name: `${where}-${story.work.project_code.slice(-6)}-${String(k + 1)}.png`,
  caption: `${where}照片，画面上标有“示范”（示范图片）`
});

/** Where else what was published was shown, recorded a day to three later. */
export function channelsOf(course: Course, k: number): Event[] {
  const { story, item, published, from } = course;
  const dice = from.int(0, 99);
  if (!published || dice >= 62) return [];
  const posted_on = addDays(published, from.int(0, 2));
  const day = addDays(posted_on, 1);
  // what is withdrawn or corrected meanwhile keeps the records of its own versions
  if (day >= story.anchor) return [];
  const common = {
    ...{ do: 'channel' as const, project: story.work.project_code, item, by: 'developer' },
    ...{ at: `${day}T${time(story.n * 13 + k)}+08:00`, posted_on }
  };
  const address = `https://example.org/demo/${story.work.project_code.slice(-6)}/${item.replaceAll('_', '-')}`;
  if (dice < 30)
    return [
      { ...common, channel: 'wechat', url: `${address}/wechat`, note: '示范链接，不指向真实文章', papers: [] }
    ];
  if (dice < 38) return [{ ...common, channel: 'website', url: address, note: '示范链接', papers: [] }];
  if (dice < 54) return [{ ...common, channel: 'board', papers: [photo(course, k, '现场公示栏')] }];
  return [
    { ...common, channel: 'sales_office', note: '售楼处一层入口', papers: [photo(course, k, '售楼处公示')] }
  ];
}
