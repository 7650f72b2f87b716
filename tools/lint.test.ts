import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { expect, test } from 'vitest';
import { z } from 'zod';

type Rules = Record<string, unknown[]>;

const ofEslint = z.object({ rules: z.record(z.string(), z.tuple([z.number()], z.unknown())) });
const ofOxlint = z.object({ rules: z.record(z.string(), z.union([z.string(), z.array(z.unknown())])) });
const pluginOf = z.object({ rules: z.record(z.string(), z.unknown()) });
const docsOf = z.object({
  meta: z.object({
    docs: z.object({
      requiresTypeChecking: z.boolean().optional(),
      extendsBaseRule: z.union([z.boolean(), z.string()]).optional()
    })
  })
});
const found = z.object({ diagnostics: z.array(z.object({ code: z.string().default('unused directive') })) });

const NOT_IN_OXLINT = [
  // of two that it lacks every module is free: they are errors of syntax there
  'no-octal',
  'no-dupe-args',
  'typescript/no-unsafe-class-instance-assignment'
];

/** What ESLint's plugin asks of components, in the words that Oxlint has for it. */
const INSTEAD_OF_PLUGIN = ['no-restricted-globals'];

/** Of components the types make it say what is not so. */
const NOT_OF_COMPONENTS: Rules = { 'typescript/no-unnecessary-condition': [] };

/** Oxlint knows fewer options of these: the rest has one value with us. */
const FEWER_OPTIONS = ['preserve-caught-error'];

const plugin = pluginOf.parse(ts.plugin).rules;

/** Its name with Oxlint, which knows a rule for both languages by the name it has in JavaScript. */
function inOxlint(name: string): string {
  const [scope, own = ''] = name.split('/');
  if (scope !== '@typescript-eslint') return name;
  const { requiresTypeChecking, extendsBaseRule } = docsOf.parse(plugin[own]).meta.docs;
  return extendsBaseRule && !requiresTypeChecking ? own : `typescript/${own}`;
}

async function askedOf(file: string): Promise<Rules> {
  const { rules } = ofEslint.parse(await new ESLint().calculateConfigForFile(file));
  const asked = Object.entries(rules).filter(
    ([name, [severity]]) => severity > 0 && !name.startsWith('svelte/')
  );
  return Object.fromEntries(asked.map(([name, [, ...options]]) => [inOxlint(name), options]));
}

function ofCode(): Rules {
  const { rules } = ofOxlint.parse(JSON.parse(readFileSync('.oxlintrc.json', 'utf8')));
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const [severity, ...options] = typeof rule === 'string' ? [rule] : rule;
      expect(severity, name).toBe('error');
      return [name, options];
    })
  );
}

const imports = z.tuple([z.object({ patterns: z.array(z.unknown()), paths: z.array(z.unknown()) })]);
const without = (rules: Rules, names: string[]) =>
  Object.fromEntries(Object.entries(rules).filter(([name]) => !names.includes(name)));

test('of code the same is asked as of components', async () => {
  // of those that are asked all (see eslint.config.js), in a folder whose name could be taken for a pattern
  const component = 'src/routes/(desk)/desk/complaints/[slug]/+page.svelte';
  const module = 'src/lib/documents/uploads.svelte.ts';
  const asked = { ...(await askedOf(component)), ...(await askedOf(module)) };
  expect(Object.keys(asked).length).toBeGreaterThan(140);
  const own = ofCode();
  const apart = ['no-restricted-imports', ...FEWER_OPTIONS];
  expect(without(own, [...apart, ...INSTEAD_OF_PLUGIN])).toEqual(
    without({ ...asked, ...NOT_OF_COMPONENTS }, [...apart, ...NOT_IN_OXLINT])
  );
  for (const name of apart) expect(own, name).toHaveProperty([name]);
  const [wanted] = imports.parse((await askedOf('tests/Any.svelte'))['no-restricted-imports']);
  const [given] = imports.parse(own['no-restricted-imports']);
  expect(given.patterns).toEqual(expect.arrayContaining(wanted.patterns));
  expect(given.paths).toEqual(expect.arrayContaining(wanted.paths));
});

/** Written to a file of its own and never run: each line breaks rules, the exception without a use among them. */
const BITTEN = `
import { goto } from '$app/navigation';
import { page } from '$app/stores';
import { base } from '$app/paths';
import { each } from 'svelte/internal/client';
import { Late } from '#lib/late.ts';
export const cast = page as unknown;
export const used: Late = each(goto, base) == 1 ? ({} as any) : null!;
export function odd(_kept: number, dropped: number) { var a = 1; let b = a; $inspect(b); }
// oxlint-disable-next-line eqeqeq -- nothing to be seen here
export const even = 2;
${'\n// long'.repeat(300)}
`;

/** What Oxlint finds in a file with this in it. */
function lint(code: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-lint-'));
  try {
    const file = join(folder, 'bitten.ts');
    writeFileSync(file, code);
    const args = [
      'node_modules/oxlint/bin/oxlint',
      '--config',
      resolve('.oxlintrc.json'),
      '--format',
      'json',
      file
    ];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return found.parse(JSON.parse(stdout)).diagnostics.map(({ code }) => code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('what is asked of code bites', () => {
  const bites = lint(BITTEN);
  expect([...new Set(bites)].toSorted()).toEqual([
    'eslint(eqeqeq)',
    'eslint(max-lines)',
    'eslint(no-restricted-globals)',
    'eslint(no-restricted-imports)',
    'eslint(no-unused-vars)',
    'eslint(no-var)',
    'eslint(prefer-const)',
    'typescript(consistent-type-assertions)',
    'typescript(consistent-type-imports)',
    'typescript(no-explicit-any)',
    'typescript(no-non-null-assertion)',
    'typescript(no-unsafe-assignment)',
    'typescript(no-unsafe-call)',
    'unused directive'
  ]);
  expect(bites.filter((code) => code === 'eslint(no-restricted-imports)')).toHaveLength(4);
});
