export const staff = {
  wuhan: 'wuhan@example.org',
  followUp: 'follow-up@example.org',
  xiangyang: 'xiangyang@example.org',
  province: 'province@example.org',
  company: 'company@example.org'
} as const;

/** A step some days after the filing: of an officer, of the person, or of the company that was asked. */
export interface CaseStep {
  after: number;
  by: (typeof staff)[keyof typeof staff] | 'person';
  act: string;
  facts?: Record<string, unknown>;
}

/** One complaint of the demonstration. `ago`: days before the day from which the demonstration counts. */
export interface Case {
  ref: string;
  ago: number;
  city: string;
  /** Whether it is about a work of the developer that one can sign in for; null: the person does not know the project. */
  own: boolean | null;
  /** In whose account it is found. */
  filer?: string;
  facts: Record<string, unknown>;
  contact?: { name?: string; phone?: string; email?: string; address?: string };
  steps: CaseStep[];
}

/** Title and text as an officer writes them for the public. */
export const shown = (title: string, text: string) => ({ title, text });
export const accepted = { text: '您反映的问题属于我局职责，现予受理。' };
