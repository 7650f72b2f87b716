import type { Key } from '#lib/i18n/types.ts';

/** Where a line comes from: the pilot plan, practice elsewhere, or a rule of this hub. */
type Source = 'plan' | 'practice' | 'hub';

interface Section {
  title: Key;
  lines: { text: Key; source: Source }[];
}

const line = (text: Key, source: Source) => ({ text, source });

/** Rights and duties, each with its source: what the plan does not say must not look as if it did. */
export const sections: Section[] = [
  {
    title: 'supervisors.rights.whoTitle',
    lines: [
      line('supervisors.rights.who.one', 'plan'),
      line('supervisors.rights.who.two', 'plan'),
      line('supervisors.rights.who.three', 'hub')
    ]
  },
  {
    title: 'supervisors.rights.mayTitle',
    lines: [
      line('supervisors.rights.may.visit', 'plan'),
      line('supervisors.rights.may.verify', 'plan'),
      line('supervisors.rights.may.report', 'plan'),
      line('supervisors.rights.may.read', 'practice'),
      line('supervisors.rights.may.kept', 'hub'),
      line('supervisors.rights.may.several', 'hub')
    ]
  },
  {
    title: 'supervisors.rights.mustTitle',
    lines: [
      line('supervisors.rights.must.conflict', 'hub'),
      line('supervisors.rights.must.truth', 'hub'),
      line('supervisors.rights.must.safety', 'practice'),
      line('supervisors.rights.must.privacy', 'hub'),
      line('supervisors.rights.must.gain', 'hub')
    ]
  }
];

export const ends: Section = {
  title: 'supervisors.rights.endTitle',
  lines: [
    line('supervisors.rights.end.suspend', 'hub'),
    line('supervisors.rights.end.developer', 'hub'),
    line('supervisors.rights.end.leave', 'hub')
  ]
};

export const open: Section = {
  title: 'supervisors.rights.publicTitle',
  lines: [
    line('supervisors.rights.public.shown', 'hub'),
    line('supervisors.rights.public.kept', 'hub'),
    line('supervisors.rights.public.erased', 'hub')
  ]
};

export type { Section };
