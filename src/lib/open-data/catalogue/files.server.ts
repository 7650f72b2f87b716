import type { RequestEvent } from '@sveltejs/kit';
import { answer } from './answer.ts';
import { describe } from './context.server.ts';
import { modified } from './context.ts';
import { dataPackage } from './data-package.ts';
import { catalog } from './dcat.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** /open/catalog.jsonld */
export async function catalogFile({ locals, url }: Event): Promise<Response> {
  const context = await describe(locals.db, url);
  const more = { profile: 'https://semiceu.github.io/DCAT-AP/releases/3.0.1/' };
  return answer(JSON.stringify(catalog(context)), {
    origin: context.origin,
    type: 'application/ld+json; charset=utf-8',
    modified: modified(context),
    more
  });
}

/** /open/datapackage.json */
export async function packageFile({ locals, url }: Event): Promise<Response> {
  const context = await describe(locals.db, url);
  const more = { describedby: 'https://datapackage.org/profiles/2.0/datapackage.json' };
  return answer(JSON.stringify(dataPackage(context)), {
    origin: context.origin,
    type: 'application/json; charset=utf-8',
    modified: modified(context),
    more
  });
}
