import { readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import Draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import type { TestContext } from 'vitest';
import { z } from 'zod';
import { standard, standardsFolder } from './standards.ts';

type Judge = (value: unknown) => string[];
interface Checked {
  (value: unknown): unknown;
  errors?: { instancePath: string; message?: string; params?: unknown }[] | null;
}

const told = (validate: Checked): Judge => {
  return (value) => {
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`
    );
  };
};
const object = z.record(z.string(), z.unknown());
const json = (text: string) => object.parse(JSON.parse(text));

/** A judge by a JSON Schema of draft 7. */
export function draft7(schema: string | Record<string, unknown>): Judge {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats(ajv);
  return told(ajv.compile(typeof schema === 'string' ? json(schema) : schema));
}

/** A judge of OC4IDS packages by the schemas of the standard, which are draft 4. */
export function oc4ids(context: TestContext): Judge {
  const ajv = new Draft4({ strict: false, allErrors: true, logger: false });
  formats(ajv);
  ajv.addSchema(json(standard(context, 'oc4ids/project-schema.json')));
  return told(ajv.compile(json(standard(context, 'oc4ids/project-package-schema.json'))));
}

interface Listed {
  path: string;
  list: string;
  open: boolean;
}
const property = z.looseObject({
  codelist: z.string().optional(),
  openCodelist: z.boolean().optional(),
  $ref: z.string().optional(),
  get properties() {
    return z.record(z.string(), property).optional();
  },
  get items() {
    return property.optional();
  }
});
type Property = z.infer<typeof property>;
const rows = z.array(z.looseObject({ Code: z.string() }));

/** Every code list of the standard that a project's fields name, by the path of the field. */
export function codeLists(context: TestContext) {
  const schema = json(standard(context, 'oc4ids/project-schema.json'));
  const definitions = z.record(z.string(), property).parse(schema.definitions);
  const known = new Map(
    readdirSync(standardsFolder('oc4ids/codelists')).map((file): [string, Set<string>] => {
      const text = standard(context, `oc4ids/codelists/${file}`);
      return [file, new Set(rows.parse(parse(text, { columns: true, bom: true })).map(({ Code }) => Code))];
    })
  );
  const resolved = (one: Property): Property => {
    const name = one.$ref?.split('/').at(-1);
    return name ? { ...definitions[name], ...one } : one;
  };

  /** Values of a project that are in no list: [path, code, whether the list is open]. */
  function unknown(value: unknown, given: Property, path = ''): (Listed & { code: string })[] {
    const schemaHere = resolved(given);
    if (Array.isArray(value)) {
      const items = {
        ...schemaHere.items,
        ...(schemaHere.codelist && { codelist: schemaHere.codelist, openCodelist: schemaHere.openCodelist })
      };
      return value.flatMap((one: unknown) => unknown(one, items, path));
    }
    const list = schemaHere.codelist;
    if (typeof value === 'string' && list && !known.get(list)?.has(value))
      return [{ path, list, open: schemaHere.openCodelist === true, code: value }];
    const fields = object.safeParse(value);
    if (!fields.success) return [];
    return Object.entries(fields.data).flatMap(([name, one]) => {
      const next = schemaHere.properties?.[name];
      return next ? unknown(one, next, `${path}/${name}`) : [];
    });
  }
  const root = property.parse(schema);
  return (project: unknown) => unknown(project, root);
}
