import type { RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { owesCode } from '#lib/accounts/person.ts';
import { grouped } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as map from '#lib/map/settings.server.ts';
import * as projects from '#lib/projects/browse.server.ts';
import { around, categories } from './around.server.ts';
import { emptyDraft, lengths, type Draft } from './draft.ts';

/** Where a link leads to the form from: a project, or a public finding. Anything else counts as not given. */
function draftFrom({ searchParams }: URL): Draft {
  const given = (name: 'project' | 'finding') => {
    const slug = searchParams.get(name) ?? '';
    return /^[\w-]+$/.test(slug) && slug.length <= lengths[name] ? slug : '';
  };
  return { ...emptyDraft(randomUUID()), project: given('project'), finding: given('finding') };
}

/** A new form. Nothing of it is the same twice: `attempt` makes two presses of the last button one complaint. */
export async function read({ locals, url }: RequestEvent) {
  const { db, lang, person } = locals;
  const asked = draftFrom(url);
  const [all, places, kinds, near] = await Promise.all([
    divisions(db),
    projects.places(db, lang, {}),
    categories(db),
    around(db, asked)
  ]);
  const { project, finding } = near.place ?? { project: null, finding: null };
  return {
    draft: { ...asked, project: project?.slug ?? '', finding: finding?.slug ?? '' },
    around: near,
    categories: kinds,
    groups: grouped(
      all.filter(({ level }) => level !== 'province'),
      lang,
      true
    ),
    places,
    map: map.settings(),
    /** The session, the second factor included. */
    signedIn: person !== null && !owesCode(person)
  };
}
