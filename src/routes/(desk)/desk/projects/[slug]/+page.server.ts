import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { grouped, oversees } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { judgement } from '#lib/projects/edit-schema.ts';
import * as edit from '#lib/projects/edit.server.ts';
import { formOf } from '#lib/projects/edit.ts';
import { save } from '#lib/projects/save-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  const { db, lang } = event.locals;
  const project = await edit.read(db, event.params.slug);
  const [all, kinds] = await Promise.all([divisions(db), edit.kindsIn(db, [project.division_code], project)]);
  const mine = all.filter(({ division_code }) => oversees(who, division_code));
  return {
    saved: event.url.searchParams.get('saved'),
    mayEdit: oversees(who, project.division_code),
    project,
    initial: formOf(project),
    groups: grouped(mine, lang),
    kinds
  };
};

export const actions: Actions = {
  save: async (event) => {
    requireOfficer(event);
    const project = await edit.read(event.locals.db, event.params.slug);
    return save(event, await edit.kindsIn(event.locals.db, [project.division_code], project), project);
  },
  judge: async (event) => {
    requireOfficer(event);
    const { db } = event.locals;
    const judge = async ({ project_id, quality }: { project_id: string; quality: string }) => {
      await edit.judge(db, project_id, quality);
      return { id: 'place', saved: true };
    };
    return act(await event.request.formData(), judgement, judge, { id: 'place' });
  }
};
