import jsonld from 'jsonld';
import { z } from 'zod';

/** The blocks of JSON-LD in a page, as a browser finds them. */
export const blocksIn = (html: string): unknown[] =>
  [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
    ([, text = '']): unknown => JSON.parse(text)
  );

const node = z.looseObject({ '@type': z.array(z.string()).optional() });
const one = <S extends z.ZodType>(schema: S) => z.array(schema).min(1);
const value = (schema: z.ZodType = z.string().min(1)) => z.object({ '@value': schema });
const ns = 'https://schema.org/';

/** What search engines for data demand of a data set, in the form that a reader of JSON-LD gives it. */
const dataset = z.looseObject({
  '@id': z.url(),
  [`${ns}name`]: one(value()),
  [`${ns}description`]: one(value(z.string().min(50).max(5000))),
  [`${ns}license`]: one(value(z.url())),
  [`${ns}creator`]: one(z.looseObject({ '@id': z.url() }))
});
const whole = dataset.extend({
  [`${ns}distribution`]: one(
    z.looseObject({
      '@type': z.tuple([z.literal(`${ns}DataDownload`)]),
      [`${ns}contentUrl`]: one(value(z.url())),
      [`${ns}encodingFormat`]: one(value())
    })
  ),
  [`${ns}spatialCoverage`]: one(z.looseObject({ [`${ns}geo`]: one(node) })),
  [`${ns}includedInDataCatalog`]: one(z.looseObject({ '@id': z.url() }))
});
const catalogue = z.looseObject({ [`${ns}dataset`]: one(dataset) });
const shapes = new Map<string, z.ZodType>([
  [`${ns}Dataset`, whole],
  [`${ns}DataCatalog`, catalogue]
]);

/** The vocabulary by its names alone: a reader without a network needs no more to see which terms are used. */
const vocabulary = { '@context': { '@vocab': ns } };

const local = {
  safe: true,
  documentLoader: async (url: string) => ({ document: vocabulary, documentUrl: url })
};

/** What is wrong with a block about data sets; its terms are expanded by jsonld. */
export async function schemaOrg(block: unknown): Promise<string[]> {
  const given = z
    .object({ '@context': z.literal('https://schema.org') })
    .catchall(z.json())
    .parse(block);
  const expanded = await jsonld.expand(given, local);
  const [first] = z.array(node).parse(expanded);
  const type = first?.['@type']?.[0] ?? '';
  const shape = shapes.get(type);
  if (!shape) return [`${type || 'a block without a type'} is neither Dataset nor DataCatalog`];
  const judged = shape.safeParse(first);
  return judged.success
    ? []
    : judged.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
}
