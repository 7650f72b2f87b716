import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { z } from 'zod';
import { findProgram, installPackages } from './programs.ts';

export function need(context: TestContext, program: string, packageName: string, works: () => boolean): void {
  if (!works() && !(installPackages([packageName], 'to check what the hub writes') && works()))
    context.skip(`${program} is not installed (Debian package ${packageName})`);
}

/** What xmllint complains of; empty where the text is well-formed. */
export function xmllint(context: TestContext) {
  need(context, 'xmllint', 'libxml2-utils', () => findProgram('xmllint') !== null);
  return (input: string): string => {
    const { status, stderr } = spawnSync(findProgram('xmllint') ?? '', ['--noout', '-'], {
      input,
      encoding: 'utf8'
    });
    return status === 0 ? stderr : `status ${String(status)}: ${stderr}`;
  };
}

const script = `import feedparser, json, sys
d = feedparser.parse(sys.stdin.buffer.read(), response_headers={'content-type': 'application/rss+xml; charset=utf-8'})
print(json.dumps({'bozo': bool(d.bozo), 'version': d.version, 'titles': [e.title for e in d.entries],
  'ids': [e.id for e in d.entries], 'dated': all(e.get('published_parsed') for e in d.entries),
  'licence': d.feed.get('license'), 'where': [e.get('where') for e in d.entries],
  'links': [e.link for e in d.entries], 'summaries': [e.get('summary') for e in d.entries]}))`;

const parsed = z.looseObject({
  titles: z.array(z.string()),
  ids: z.array(z.string()),
  links: z.array(z.string())
});

/** What python3-feedparser reads in a feed. */
export function feedparser(context: TestContext) {
  const python = '/usr/bin/python3';
  const knows = () => spawnSync(python, ['-c', 'import feedparser']).status === 0;
  need(context, 'feedparser', 'python3-feedparser', knows);
  return (input: string) => {
    const { stdout } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
    return parsed.parse(JSON.parse(stdout));
  };
}
