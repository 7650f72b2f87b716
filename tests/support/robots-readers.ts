import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { z } from 'zod';
import { need } from './feed-readers.ts';

const python = '/usr/bin/python3';
const script = `import json, sys
from urllib.robotparser import RobotFileParser
asked = json.load(sys.stdin)
rules = RobotFileParser()
rules.parse(asked['text'].splitlines())
print(json.dumps({'allowed': [p for p in asked['paths'] if rules.can_fetch('AnyBot', 'http://hub.example' + p)],
  'sitemaps': rules.site_maps() or []}))`;
const answer = z.object({ allowed: z.array(z.string()), sitemaps: z.array(z.string()) });

/** Which paths a crawler may read, and which sitemaps it is told of, as Python's own reader of robots.txt understands it. */
export function robotparser(context: TestContext) {
  need(context, 'python3', 'python3', () => spawnSync(python, ['--version']).status === 0);
  return (text: string, paths: string[]) => {
    const { stdout, stderr } = spawnSync(python, ['-c', script], {
      input: JSON.stringify({ text, paths }),
      encoding: 'utf8'
    });
    if (stderr) throw new Error(stderr);
    return answer.parse(JSON.parse(stdout));
  };
}
