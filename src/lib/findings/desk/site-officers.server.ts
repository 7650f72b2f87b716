import { redirect, type RequestEvent } from '@sveltejs/kit';
import { act } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { fields } from './bureau-forms.server.ts';
import * as desk from './desk.server.ts';
import { list, siteOfficer } from './schema.ts';

/** Who oversees the site of a project, and who could. */
export async function load(db: Client, slug: string, params: URLSearchParams) {
  const query = list.parse(new URLSearchParams({ project: slug }));
  const [project, current, { officers }] = await Promise.all([
    desk.project(db, slug),
    desk.onSite(db, slug),
    desk.list(db, query)
  ]);
  return {
    project: { slug, name: project.name },
    current,
    officers,
    today: calendarDay(),
    done: params.get('done') === 'site'
  };
}

export async function save({ request, locals, params, url }: RequestEvent<{ slug: string }>) {
  return act(
    await request.formData(),
    siteOfficer,
    async (input) => {
      await desk.setOnSite(locals.db, params.slug, input);
      return redirect(303, `${localise(url.pathname, locals.lang)}?done=site`);
    },
    { fields, id: 'site' }
  );
}
