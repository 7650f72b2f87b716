import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { publicRoutes } from './public-routes.ts';

/**
 * Walks every file of src/routes: each load, action and handler belongs to a public route or begins with a guard. The
 * hook closes what is not public as well; this is the second lock, and it knows which role a route is for.
 */
const routes = join(import.meta.dirname, '../../routes');
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback'];

/** Loads that run for every page of their folder, with the reason why they need no guard. */
const excepted: Record<string, string> = {
  '+layout.server.ts': 'the frame of every page: the session of the asker, settings that are public',
  '+layout.ts': 'chooses the words of the page by its language'
};

type Handler = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration;

const isHandler = (node: ts.Node): node is Handler =>
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node);

/** `{ … } satisfies Actions` is the object itself. */
const plain = (node: ts.Expression): ts.Expression =>
  ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) ? plain(node.expression) : node;

function guardsOf(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    if (statement.moduleSpecifier.text !== '#lib/accounts/guard.server.ts') continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings))
      for (const { name } of bindings.elements) names.add(name.text);
  }
  return names;
}

/** Whether the first statement calls a guard with the function's own first parameter. */
function begins(handler: Handler, guards: Set<string>): boolean {
  const body = handler.body;
  const [parameter] = handler.parameters;
  if (!body || !ts.isBlock(body) || !parameter || !ts.isIdentifier(parameter.name)) return false;
  const [first] = body.statements;
  let call: ts.Expression | undefined;
  if (first && ts.isExpressionStatement(first)) call = first.expression;
  if (first && ts.isVariableStatement(first)) call = first.declarationList.declarations[0]?.initializer;
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  const [argument] = call.arguments;
  return (
    guards.has(call.expression.text) &&
    argument !== undefined &&
    ts.isIdentifier(argument) &&
    argument.text === parameter.name.text
  );
}

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** `action(…)`, where `action` is a function of the same file that returns a handler and does nothing else. */
function made(value: ts.Node, source: ts.SourceFile): Handler | null {
  if (isHandler(value)) return value;
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return null;
  const { text } = value.expression;
  const maker = source.statements.find((s) => ts.isFunctionDeclaration(s) && s.name?.text === text);
  const [only, ...more] = maker && ts.isFunctionDeclaration(maker) ? (maker.body?.statements ?? []) : [];
  if (!only || more.length > 0 || !ts.isReturnStatement(only) || !only.expression) return null;
  const returned = plain(only.expression);
  return isHandler(returned) ? returned : null;
}

/** Everything in a route file that answers a request, by name; null where it is not written as a function in place. */
function handlersOf(source: ts.SourceFile): [string, Handler | null][] {
  const found: [string, Handler | null][] = [];
  const add = (name: string, value: ts.Node | undefined) => {
    if (name === 'load' || methods.includes(name)) found.push([name, value ? made(value, source) : null]);
  };
  const addActions = (value: ts.Expression | undefined) => {
    const object = value && plain(value);
    if (!object || !ts.isObjectLiteralExpression(object)) {
      found.push(['actions', null]);
      return;
    }
    for (const property of object.properties) {
      const name = `actions.${property.name?.getText(source) ?? '…'}`;
      const action = ts.isPropertyAssignment(property) ? plain(property.initializer) : property;
      found.push([name, made(action, source)]);
    }
  };
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) found.push(['export … from', null]);
    if (!isExported(statement)) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name) add(statement.name.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name)) found.push(['a pattern', null]);
      else if (name.text === 'actions') addActions(initializer);
      else add(name.text, initializer && plain(initializer));
    }
  }
  return found;
}

function unguarded(text: string): string[] {
  const source = ts.createSourceFile('+page.server.ts', text, ts.ScriptTarget.Latest, true);
  const guards = guardsOf(source);
  return handlersOf(source)
    .filter(([, handler]) => !handler || !begins(handler, guards))
    .map(([name]) => name);
}

const files = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)\+(page|layout|server)(\.server)?\.ts$/.test(path))
  .sort();
const idOf = (path: string) => (dirname(path) === '.' ? '/' : `/${dirname(path)}`);

describe('every route', () => {
  it('is found', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files).toContain('(desk)/desk/+page.server.ts');
  });

  it.each(files.filter((path) => !(path in excepted)))('%s is public or begins with a guard', (path) => {
    const found = idOf(path) in publicRoutes ? [] : unguarded(readFileSync(join(routes, path), 'utf8'));
    expect(found).toEqual([]);
  });

  it('on the public list exists', () => {
    const ids = new Set(
      readdirSync(routes, { recursive: true, encoding: 'utf8' })
        .filter((path) => /(^|\/)\+(page\.svelte|server\.ts)$/.test(path))
        .map(idOf)
    );
    expect(Object.keys(publicRoutes).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the walk', () => {
  const guard = `import { requireOfficer } from '#lib/accounts/guard.server.ts';\n`;
  it.each([
    ['no guard', `export const load = async (event) => ({})`, ['load']],
    [
      'a guard that comes late',
      `${guard}export const load = (event) => { work(); requireOfficer(event); }`,
      ['load']
    ],
    [
      'a guard that is not ours',
      `const requireOfficer = () => {};\nexport function GET(event) { requireOfficer(event); }`,
      ['GET']
    ],
    ['a guard of another event', `${guard}export function POST(event) { requireOfficer(other); }`, ['POST']],
    [
      'one action without',
      `${guard}export const actions = { a: async (event) => { requireOfficer(event); }, b: async () => {} }`,
      ['actions.b']
    ],
    ['actions from elsewhere', `${guard}export const actions = make();`, ['actions']],
    ['a handler from elsewhere', `${guard}export const GET = serve('x');`, ['GET']],
    ['what is handed on', `export { load } from './other.ts';`, ['export … from']]
  ])('sees %s', (_, text, names) => {
    expect(unguarded(text)).toEqual(names);
  });

  it('looks into a function of the file that makes actions', () => {
    const makes = (first: string) =>
      `${guard}function action(work) { return async (event) => { ${first}; return work(event); }; }
       export const actions = { save: action(() => 1) };`;
    expect(unguarded(makes('requireOfficer(event)'))).toEqual([]);
    expect(unguarded(makes('void 0'))).toEqual(['actions.save']);
  });

  it('is content with a guard in the first line', () => {
    const text = `${guard}export const load: Load = async (event) => { const who = requireOfficer(event); return who; };
      export const actions = { async save(event) { requireOfficer(event); } } satisfies Actions;
      export const prerender = false;`;
    expect(unguarded(text)).toEqual([]);
  });
});
