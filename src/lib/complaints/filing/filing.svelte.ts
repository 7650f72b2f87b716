import { nearestDivision } from '#lib/divisions/nearest.ts';
import { newId } from '#lib/offline/ids.ts';
import type { ProjectCard } from '#lib/projects/schema.ts';
import { askAround, askNear } from './asking.ts';
import * as device from './device.ts';
import {
  emptyDraft,
  hasContent,
  problemsOf,
  readDraft,
  type Draft,
  type Problems,
  type Step
} from './draft.ts';
import type { FilingForm } from './form.server.ts';
import type { Around } from './schema.ts';
import type { Handed } from './send.server.ts';

interface Beginning {
  draft: Draft;
  around: Around;
  places: { code: string; city: string | null; lat: number; lng: number }[];
}

const nothing: Around = { place: null, others: [] };

/** The form while it is filled in. Without scripts it only shows what the server answered. */
export class Filing {
  draft: Draft = $state.raw(emptyDraft(''));
  around: Around = $state.raw(nothing);
  found: ProjectCard[] | null = $state.raw(null);
  near: ProjectCard[] = $state.raw([]);
  errors: Problems = $state.raw({});
  photos: device.Photo[] = $state.raw([]);
  refused: NonNullable<FilingForm['photos']> = $state.raw([]);
  message = $state('');
  detail = $state('');
  handed: Handed | null = $state.raw(null);
  restored = $state(false);
  #places: Beginning['places'];
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor({ draft, around, places }: Beginning, form: FilingForm | null) {
    this.draft = draft;
    this.around = around;
    this.#places = places;
    if (form) this.adopt(form);
  }

  /** What the server answered. */
  adopt(form: FilingForm): void {
    this.draft = form.draft ?? this.draft;
    this.around = form.around ?? this.around;
    this.found = form.found ?? null;
    this.errors = form.errors ?? {};
    this.refused = form.photos ?? [];
    this.message = form.message ?? '';
    this.detail = form.detail ?? '';
    this.handed = form.handed ?? null;
  }

  /** What was not sent last time, unless a link brought another place. */
  async restore(): Promise<void> {
    const kept = await device.read();
    if (!kept || this.draft.description) return;
    const { project, finding } = this.draft;
    const elsewhere = project !== '' && project !== kept.draft.project;
    this.draft = elsewhere
      ? { ...kept.draft, project, finding, lat: '', lng: '', join: '', step: 'where' }
      : kept.draft;
    this.photos = kept.photos;
    this.restored = true;
    await this.look();
  }

  /** Everything in the fields, after each key. */
  read(data: FormData): void {
    const next = readDraft((name) => data.get(name));
    const before = this.draft;
    const moved = next.project !== before.project;
    this.draft = moved ? { ...next, finding: '', join: '' } : next;
    if (moved || next.category !== before.category) void this.look();
    this.keep();
  }

  /** What others reported there. Without an answer the form goes on without it. */
  async look(): Promise<void> {
    const asked = this.draft;
    if (!asked.project && !asked.finding && !asked.lat) {
      this.around = nothing;
      return;
    }
    try {
      const around = await askAround(asked);
      if (asked.project === this.draft.project && asked.category === this.draft.category)
        this.around = around;
    } catch {
      // the next change asks again
    }
  }

  async point(at: { lat: number; lng: number } | null): Promise<void> {
    const text = (degrees: number) => degrees.toFixed(5);
    const guess = at && !this.draft.project ? nearestDivision(this.#places, at) : null;
    this.draft = {
      ...this.draft,
      lat: at ? text(at.lat) : '',
      lng: at ? text(at.lng) : '',
      division: guess ?? this.draft.division
    };
    this.near = at ? await askNear(at).catch(() => []) : [];
    await this.look();
    this.keep();
  }

  setPhotos(photos: device.Photo[]): void {
    this.photos = photos;
    this.keep();
  }

  /** Another step, unless this one has to be mended first. */
  go(step: Step, check: boolean): boolean {
    this.message = '';
    this.errors = check ? problemsOf(this.draft, this.draft.step) : {};
    if (Object.keys(this.errors).length > 0) return false;
    this.draft = { ...this.draft, step };
    this.found = null;
    this.keep();
    return true;
  }

  /** On this device, a moment after the last key. */
  keep(): void {
    clearTimeout(this.#keeping);
    if (this.handed) return;
    this.#keeping = setTimeout(() => {
      if (hasContent(this.draft)) void device.keep(this.draft, this.photos);
    }, 250);
  }

  async forget(): Promise<void> {
    clearTimeout(this.#keeping);
    await device.forget();
  }

  /** As if nobody had written: for a phone that others use too. */
  async start(): Promise<void> {
    await this.forget();
    this.draft = emptyDraft(newId());
    this.around = nothing;
    this.adopt({});
    [this.photos, this.near] = [[], []];
    this.restored = false;
  }
}
