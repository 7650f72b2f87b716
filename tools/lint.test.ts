import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { expect, test } from 'vitest';
import { z } from 'zod';

type Rule = [name: string, options: unknown[]];

const ofEslint = z.object({ rules: z.record(z.string(), z.tuple([z.number()], z.unknown())) });
const ofOxlint = z.object({ rules: z.record(z.string(), z.union([z.string(), z.array(z.unknown())])) });
const pluginOf = z.object({ rules: z.record(z.string(), z.unknown()) });
const needsTypes = z.object({
  meta: z.object({ docs: z.object({ requiresTypeChecking: z.literal(true) }) })
});

/** Of components the types make it say what is not so. */
const NOT_OF_COMPONENTS: Rule = ['typescript/no-unnecessary-condition', []];
const NOT_IN_OXLINT = 'typescript/no-unsafe-class-instance-assignment';

async function askedOfComponents(): Promise<Rule[]> {
  const { rules } = ofEslint.parse(await new ESLint().calculateConfigForFile('src/routes/+page.svelte'));
  const known = pluginOf.parse(ts.plugin).rules;
  return Object.entries(rules).flatMap(([name, [severity, ...options]]): Rule[] => {
    const [plugin, own = ''] = name.split('/');
    if (severity === 0 || plugin !== '@typescript-eslint') return [];
    return needsTypes.safeParse(known[own]).success ? [[`typescript/${own}`, options]] : [];
  });
}

test('what needs types is asked of code as it is of components', async () => {
  const asked = await askedOfComponents();
  expect(asked.length).toBeGreaterThan(40);
  const { rules } = ofOxlint.parse(JSON.parse(readFileSync('.oxlintrc.json', 'utf8')));
  const ofCode = Object.entries(rules).map(([name, rule]): Rule => {
    const [severity, ...options] = typeof rule === 'string' ? [rule] : rule;
    expect(severity, name).toBe('error');
    return [name, options];
  });
  const wanted = [...asked, NOT_OF_COMPONENTS].filter(([name]) => name !== NOT_IN_OXLINT);
  expect(Object.fromEntries(ofCode)).toEqual(Object.fromEntries(wanted));
});
