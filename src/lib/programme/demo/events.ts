import { channelsOf } from './channels.ts';
import { cityEvents } from './city-items.ts';
import { cityRule, complaintEvents } from './complaints.ts';
import { coursesOf } from './courses.ts';
import { addDays } from './days.ts';
import { decisions } from './decisions.ts';
import type { Event, Facts } from './facts.ts';
import { leaderName } from './names.ts';
import { findingEvents } from './findings.ts';
import { openDayEvents } from './open-days.ts';
import { plansOf } from './plans.ts';
import { cities, type City, type Place } from './places.ts';
import { random, type Random } from './random.ts';
import { schedule } from './schedule.ts';
import type { Story } from './story.ts';
import { supervisorEvents } from './supervisors.ts';
import { work } from './works.ts';

/** Office hours in Asia/Shanghai. */
const moment = (day: string, from: Random): string =>
  `${day}T${String(from.int(9, 16)).padStart(2, '0')}:${String(from.int(0, 59)).padStart(2, '0')}:${String(from.int(0, 59)).padStart(2, '0')}+08:00`;

/** The number a row goes by on a day: the project code until the permit is there. */
function nameOn(day: string, { work: { permit_no, project_code }, milestones }: Story): Facts {
  const permit = milestones[0]?.reached;
  return permit && permit <= day ? { permit_no } : { project_code };
}

const beforePermit = new Set(['developer', 'surveyor', 'designer']);

function registration(story: Story): Event {
  const { n, registered, milestones, from } = story;
  const facts: Facts = {
    ...story.work.facts,
    ...nameOn(registered, story),
    project_code: story.work.project_code
  };
  // some have no place; every second of these gets one later
  if (n % 12 === 7) {
    delete facts.lat;
    delete facts.lng;
  }
  // before the permit only developer, surveyor and designer are known; the permit brings the others
  if (!facts.permit_no) {
    const early = Object.entries(facts.parties ?? {}).filter(([role]) => beforePermit.has(role));
    facts.parties = Object.fromEntries(early);
  }
  facts.milestones = Object.fromEntries(
    milestones.map(({ kind, planned, reached }) => [
      kind,
      { planned, ...(reached && reached <= registered ? { reached } : {}) }
    ])
  );
  return {
    do: 'project',
    at: moment(registered, from),
    facts,
    buildings: story.work.buildings,
    ...(facts.lat === undefined ? {} : placeQuality(n))
  };
}

function placeQuality(n: number): { place?: 'verified' | 'doubtful' } {
  if (n % 20 === 13) return { place: 'doubtful' };
  return n % 4 === 1 ? { place: 'verified' } : {};
}

/** A milestone is told one to three days after it was reached, and the permit brings its number. */
function reachings(story: Story): Event[] {
  const { anchor, registered, milestones, from } = story;
  return milestones.flatMap(({ kind, reached }) => {
    if (!reached || reached <= registered) return [];
    const later = addDays(reached, from.int(1, 3));
    const day = later < anchor ? later : reached;
    story.told[kind] = day;
    const before = kind === 'permit' ? { project_code: story.work.project_code } : {};
    const parties = kind === 'permit' ? { parties: story.work.facts.parties } : {};
    return [
      {
        do: 'project' as const,
        at: moment(day, from),
        facts: { ...before, permit_no: story.work.permit_no, ...parties, milestones: { [kind]: { reached } } }
      }
    ];
  });
}

/** Now and then something else changes: a leader, a plan, a number, a place. */
function corrections(story: Story): Event[] {
  const { n, anchor, registered, milestones, work: known, from } = story;
  const day = addDays(registered, 7 + (n % 9));
  const permitted = milestones[0]?.reached;
  if (day >= anchor || !permitted || permitted > registered) return [];
  const key: Facts = { permit_no: known.permit_no };
  const at = moment(day, from);
  if (n % 24 === 19)
    return [{ do: 'project', at, facts: { ...key, lat: known.facts.lat, lng: known.facts.lng } }];
  const contractor = known.facts.parties?.contractor;
  if (n % 5 === 0 && contractor)
    return [
      {
        do: 'project',
        at,
        facts: { ...key, parties: { contractor: { ...contractor, leader: leaderName(from) } } }
      }
    ];
  if (n % 5 === 1)
    return [
      { do: 'project', at, facts: { ...key, unit_count: (known.facts.unit_count ?? 0) + from.int(2, 12) } }
    ];
  const next = milestones.find(({ reached }) => reached === null);
  if (n % 5 === 2 && next)
    return [
      {
        do: 'project',
        at,
        facts: { ...key, milestones: { [next.kind]: { planned: addDays(next.planned, from.int(10, 30)) } } }
      }
    ];
  return [];
}

/** What the bureaus told of a work; with it `told` is filled in. */
function works(n: number, inCity: number, city: City, anchor: string): { story: Story; events: Event[] } {
  const from = random(n);
  const place: Place = city.places[inCity % city.places.length] ?? city.places[0];
  const milestones = schedule(n, anchor, from);
  const made = work(n, city, place, milestones, from);
  const registered = addDays(anchor, -from.int(12, 230));
  const story: Story = { n, anchor, city, work: made, milestones, registered, told: {}, from };
  return { story, events: [registration(story), ...reachings(story), ...corrections(story)] };
}

/** Everything that happened to the works of the demonstration until the anchor, oldest first. */
export function demoEvents(anchor: string): Event[] {
  let n = 0;
  const all = cities.flatMap((city) =>
    Array.from({ length: city.works }, (_, inCity) => works(n++, inCity, city, anchor))
  );
  const stories = all.map(({ story }) => story);
  const courses = stories.flatMap(coursesOf);
  const decided = decisions(courses);
  const days = openDayEvents(anchor, stories);
  const events = [
    ...cityEvents(anchor),
    ...all.flatMap((one) => one.events),
    ...stories.flatMap(plansOf),
    ...courses.flatMap((course) => course.events),
    ...courses.flatMap(channelsOf),
    ...decided,
    ...supervisorEvents(anchor, stories),
    ...days,
    ...findingEvents(anchor, courses, [...decided, ...days]),
    cityRule(anchor),
    ...complaintEvents(anchor, stories)
  ];
  const until = `${anchor}T00:00:01+08:00`;
  return [...events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), { do: 'sweep', at: until }];
}
