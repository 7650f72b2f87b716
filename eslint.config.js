import { globSync, readFileSync } from 'node:fs';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const NO_OLD_WAYS = [
  {
    group: ['$lib', '$lib/*'],
    message: "Import '#lib/…' with the extension: it works in Vite, Vitest and Node alike."
  },
  { group: ['$app/stores'], message: "Use '$app/state'." },
  { group: ['svelte/store'], message: 'Use runes.' }
];

/** What waits, what is let run on purpose, what goes to another page, what comes without a type. */
const NEEDS_TYPES =
  /\basync\b|\bawait\b|\bvoid \w|\.then\(|\bPromise\b|\$app\/navigation|\.json\(|JSON\.parse|\bany\b/;

/**
 * Types of all components are a minute's work, which svelte-check has done already. Rules that need types are asked where they
 * find what it does not: in modules, and in components that wait for something or take in what has no type.
 */
const withTypes = globSync(['src/**/*.svelte.ts', 'src/**/*.svelte'])
  .filter((file) => file.endsWith('.ts') || NEEDS_TYPES.test(readFileSync(file, 'utf8')))
  // the brackets and parentheses of routes mean something in a pattern
  .map((file) => file.replace(/[[\]()]/g, '\\$&'));

export default defineConfig(
  globalIgnores(['.svelte-kit/', 'build/', 'data/', 'static/', 'test-results/', 'node_modules/']),
  // Oxlint asks the same of code at a fifth of the time, and tools/lint.test.ts that it does: .oxlintrc.json
  globalIgnores(['**/*.js', '**/*.mjs', '**/*.ts', '!**/*.svelte.ts']),
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  {
    files: withTypes,
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }
  },
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { extraFileExtensions: ['.svelte'] }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off', // TypeScript knows better.
      'max-lines': ['error', 300],
      eqeqeq: 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: NO_OLD_WAYS,
          paths: [{ name: '$app/paths', importNames: ['base'], message: "Use 'resolve'." }]
        }
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }]
    }
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [...NO_OLD_WAYS, { regex: '^\\.\\./\\.\\./', message: "Import '#lib/…'." }],
          paths: [{ name: '$app/paths', importNames: ['base'], message: "Use 'resolve'." }]
        }
      ]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Links are made by the functions of the slices, which know the language; the hub has no base path.
      'svelte/no-navigation-without-resolve': ['error', { ignoreLinks: true }],
      // There are none (see NO_OLD_WAYS), and to look for one the rule asks for the type of every expression.
      'svelte/require-store-reactive-access': 'off'
    }
  },
  {
    files: withTypes,
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      // redirect() and error() of SvelteKit are thrown by design.
      '@typescript-eslint/only-throw-error': 'off',
      // A load or an action is async by its contract, with or without an await.
      '@typescript-eslint/require-await': 'off',
      // A $state variable changes where the types cannot see it.
      '@typescript-eslint/no-unnecessary-condition': 'off'
    }
  }
);
