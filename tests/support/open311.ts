import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { z } from 'zod';
import { need } from './feed-readers.ts';
import { findProgram } from './programs.ts';

/** The contract of Open311 GeoReport v2, as schemas that stand beside the tests. */
const folder = join(import.meta.dirname, '../http/open311');

export type Shape =
  | 'discovery'
  | 'services'
  | 'service_definition'
  | 'requests'
  | 'filed'
  | 'token'
  | 'errors';

const file = (shape: Shape): string =>
  shape === 'requests' || shape === 'filed' || shape === 'token' ? `${shape}.xsd` : 'georeport-v2.xsd';

const schemas = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(join(folder, 'georeport-v2.json'), 'utf8')));
const jsonSchema = z.custom<Parameters<typeof z.fromJSONSchema>[0]>((value) => typeof value === 'object');

/** Checks answers against the contract; an answer that does not fit fails the test with what is wrong. */
export function contract(context: TestContext) {
  need(context, 'xmllint', 'libxml2-utils', () => findProgram('xmllint') !== null);
  return {
    xml(shape: Shape, text: string): void {
      const path = join(folder, file(shape));
      const result = spawnSync(findProgram('xmllint') ?? '', ['--noout', '--nonet', '--schema', path, '-'], {
        input: text,
        encoding: 'utf8'
      });
      if (result.status !== 0) throw new Error(`${shape}: ${result.stderr}\n${text.slice(0, 2000)}`);
    },
    json(shape: Shape, text: string): unknown {
      const value: unknown = JSON.parse(text);
      const read = z.fromJSONSchema(jsonSchema.parse(schemas[shape])).safeParse(value);
      if (!read.success) throw new Error(`${shape}: ${z.prettifyError(read.error)}\n${text.slice(0, 2000)}`);
      return value;
    }
  };
}
