import { spawnSync } from 'node:child_process';
import ICAL from 'ical.js';
import type { TestContext } from 'vitest';
import { z } from 'zod';
import { need } from './feed-readers.ts';

/** What ical.js reads, which Thunderbird uses. */
export function icaljs(text: string) {
  const calendar = ICAL.Component.fromString(text);
  const events = calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      start: event.startDate.toJSDate().toISOString(),
      status: one.getFirstPropertyValue('status')?.toString() ?? null
    };
  });
  return { method: calendar.getFirstPropertyValue('method'), events };
}

const script = `import icalendar, json, sys
from datetime import timezone
c = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
at = lambda e, n: e.decoded(n).astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
print(json.dumps({'method': str(c['METHOD']), 'errors': [str(e) for e in c.errors], 'events': [{'uid': str(e['UID']),
  'sequence': int(e['SEQUENCE']), 'summary': str(e['SUMMARY']), 'start': at(e, 'DTSTART'), 'status': str(e['STATUS']),
  } for e in c.walk('VEVENT')]}))`;

const read = z.object({
  method: z.string(),
  errors: z.array(z.string()),
  events: z.array(
    z.object({
      uid: z.string(),
      sequence: z.number(),
      summary: z.string(),
      start: z.string(),
      status: z.string()
    })
  )
});

/** What Debian's python3-icalendar reads. */
export function icalendar(context: TestContext) {
  const python = '/usr/bin/python3';
  const knows = () => spawnSync(python, ['-c', 'import icalendar']).status === 0;
  need(context, 'icalendar', 'python3-icalendar', knows);
  return (input: string) => {
    const { stdout, stderr } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
    if (stderr) throw new Error(stderr);
    return read.parse(JSON.parse(stdout));
  };
}
