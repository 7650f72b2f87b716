import type { FindingLine } from './finding-lines.ts';
import type { ItemKey } from './item-facts.ts';
import type { ItemFacts } from './source.ts';
import type { FitOut, HousingType, MilestoneKind, Structure } from '#lib/projects/import/schema.ts';

export interface Party {
  name: string;
  uscc?: string;
  leader?: string;
}

/** What private.apply_project takes (supabase/migrations/…_create_project_verbs.sql). */
export interface Facts {
  permit_no?: string;
  project_code?: string;
  name?: string;
  division_code?: string;
  zone?: string;
  address?: string;
  housing_type?: HousingType;
  floor_area_m2?: number;
  unit_count?: number;
  building_count?: number;
  structure?: Structure;
  fit_out?: FitOut;
  pilot?: boolean;
  lat?: number;
  lng?: number;
  parties?: Record<string, Party>;
  milestones?: Partial<Record<MilestoneKind, { planned?: string; reached?: string }>>;
}

export interface Building {
  name: string;
  floors_above: number;
  floors_below: number;
  unit_count: number;
}

/** A file that the demonstration draws itself, told so that it comes out the same on every machine. */
export type Paper =
  | {
      kind: 'record';
      file_name: string;
      caption: string;
      item: ItemKey;
      work: string;
      facts: ItemFacts;
      remark?: string;
    }
  | { kind: 'photo'; file_name: string; caption: string; seed: number; scene: 'site' | 'board' };

/** What proves the capacity of a supervisor, drawn by the demonstration too. */
export interface Proof {
  file_name: string;
  title: string;
  rows: [string, string][];
}

/** Who acts: the party in that role on the project, or the bureau with that credit code. */
interface OnDisclosure {
  /** Project code: each work of the demonstration has one of its own. */
  project: string;
  item: ItemKey;
  by: string;
}

/** `day` is the title of an announced day of the work. */
interface OnDay {
  project: string;
}

export interface PlanLine {
  later?: number;
  channels?: string[];
  left_out_reason?: string;
}

/** What happened, each told to the verb that does such a thing. */
export type Deed =
  | { do: 'project'; facts: Facts; buildings?: Building[]; place?: 'verified' | 'doubtful' }
  | { do: 'item' | 'rule'; facts: Record<string, unknown> }
  | { do: 'plan'; project: string; by: 'developer'; lines: Partial<Record<ItemKey, PlanLine>> }
  | (OnDisclosure & { do: 'save'; facts: ItemFacts; note?: string; reason?: string; papers: Paper[] })
  | (OnDisclosure & { do: 'advance'; act: string; reason?: string; publish_at?: string })
  | (OnDisclosure & { do: 'withdraw'; reason: string })
  | (OnDisclosure & { do: 'withhold'; ground: string; reason: string; until: string })
  | (OnDisclosure & {
      do: 'channel';
      channel: string;
      posted_on: string;
      url?: string;
      note?: string;
      papers: Paper[];
    })
  | { do: 'apply'; person: string; facts: Record<string, unknown>; paper: Proof }
  | { do: 'ask_renewal'; person: string }
  | { do: 'decide'; by: string; of: string; act: string; until?: string; reason?: string }
  | { do: 'appoint'; by: 'developer'; project: string; of: string; note?: string }
  | { do: 'answer'; person: string; project: string; accept: boolean }
  | (OnDay & { do: 'open_day'; by: 'developer'; milestone?: string; facts: Record<string, unknown> })
  | (OnDay & { do: 'book'; person: string; day: string; category: string; party_size: number })
  /** `only` those come; without it nearly everybody does. */
  | (OnDay & { do: 'check_in'; by: 'contractor'; day: string; only?: string[] })
  | (OnDay & { do: 'close_day'; by: 'developer'; day: string })
  | (OnDay & { do: 'cancel_day'; by: 'developer'; day: string; reason: string; note: string })
  | (OnDay & { do: 'ask_day'; person: string; category: string; wish: string; wished_on: string })
  | (OnDay & { do: 'replace_day'; by: 'developer'; day: string; facts: Record<string, unknown> })
  | (OnDay & {
      do: 'find';
      person: string;
      day: string;
      urgent: boolean;
      show_number: boolean;
      lines: FindingLine[];
    })
  /** A step of the finding that `finder` made on that day. */
  | (OnDay & {
      do: 'step';
      day: string;
      finder: string;
      act: string;
      by?: string;
      person?: string;
      of?: string;
      expert?: string;
      outcome?: string;
      stance?: string;
      reply?: string;
      decision?: string;
      matched_reason?: string;
      ground?: string;
      for_days?: number;
      plan?: string;
      fix_in?: number;
      fixed?: boolean;
      reason?: string;
      note?: string;
      papers?: Paper[];
    })
  | {
      do: 'complain';
      ref: string;
      filer: string | null;
      facts: Record<string, unknown>;
      contact: { name?: string; phone?: string; email?: string; address?: string };
    }
  /** A step with a complaint: of an officer or a company's member, or where there is no person of whoever filed it. */
  | { do: 'handle'; ref: string; act: string; person?: string; facts: Record<string, unknown> }
  | { do: 'sweep' };

/** One thing that happened, told to the hub at a moment in the past. */
export type Event = Deed & { at: string };
