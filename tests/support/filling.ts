import { expect, type Page } from 'playwright/test';
import { png } from '#lib/documents/fixtures.ts';
import { sha256 } from './hash.ts';

/** A report to be written, as a plan whose steps can be taken again: what is there already is left alone. */
export interface Plan {
  mark: string;
  photos: { name: string; mimeType: string; buffer: Buffer; sha256: string }[];
}

/** Ten photos that nobody took before. */
export function planOf(mark: string, count = 10): Plan {
  const photos = Array.from({ length: count }, (_, n) => {
    const buffer = png(24 + n, 24, [['tEXt', Buffer.from(`Comment\0${mark} ${String(n)}`)]]);
    return { name: `${mark}-${String(n)}.png`, mimeType: 'image/png', buffer, sha256: sha256(buffer) };
  });
  return { mark, photos };
}

export const bar = (page: Page) => page.locator('[data-saving]');
export const saved = (page: Page) => expect(bar(page)).toHaveAttribute('data-saving', 'saved');
export const ready = (page: Page) => expect(bar(page)).toHaveAttribute('data-ready', 'true');

async function go(page: Page, step: number | '其他发现' | '检查并提交'): Promise<void> {
  const steps = page.getByRole('navigation', { name: '清单进度' });
  const name = typeof step === 'number' ? new RegExp(`^第 ${String(step)} 项：`) : new RegExp(`^${step}`);
  await steps.getByRole('button', { name }).click();
  await expect(page.locator('[data-step] h2')).toHaveText(name);
}

async function photograph(page: Page, plan: Plan, from: number, to: number, n: number): Promise<void> {
  const photo = plan.photos[n];
  if (!photo || n < from || n >= to) throw new Error('no such photo');
  if ((await page.locator(`[data-photo="${photo.sha256}"]`).count()) > 0) return;
  await page.getByLabel('从相册选择').first().setInputFiles(photo);
  await expect(page.locator(`[data-photo="${photo.sha256}"]`)).toBeVisible();
}

export interface Deed {
  name: string;
  /** Does it, unless it is done. */
  act: (page: Page) => Promise<void>;
  /** Whether it is there: asked after a crash of what was seen to be saved before. */
  isThere: (page: Page) => Promise<boolean>;
}

const photoDeed = (plan: Plan, step: number | '其他发现', n: number): Deed => ({
  name: `photo ${String(n)}`,
  act: async (page) => {
    await go(page, step);
    await photograph(page, plan, 0, plan.photos.length, n);
  },
  isThere: async (page) => {
    await go(page, step);
    return (await page.locator(`[data-photo="${plan.photos[n]?.sha256 ?? ''}"]`).count()) > 0;
  }
});

function textDeed(name: string, step: number | '其他发现', label: string, text: string): Deed {
  return {
    name,
    act: async (page) => {
      await go(page, step);
      if (step === '其他发现' && (await page.getByLabel(label).count()) === 0)
        await page.getByRole('button', { name: '增加一条' }).click();
      await page.getByLabel(label).first().fill(text);
    },
    isThere: async (page) => {
      await go(page, step);
      const field = page.getByLabel(label).first();
      return (await field.count()) > 0 && (await field.inputValue()) === text;
    }
  };
}

const verdictDeed = (step: number, verdict: '相符' | '不符'): Deed => ({
  name: `verdict ${String(step)}`,
  act: async (page) => {
    await go(page, step);
    await page.getByRole('radio', { name: verdict, exact: true }).check();
  },
  isThere: async (page) => {
    await go(page, step);
    return page.getByRole('radio', { name: verdict, exact: true }).isChecked();
  }
});

/** Everything up to handing in: two items, something outside the list, all photos of the plan. */
export const deeds = (plan: Plan): Deed[] => [
  verdictDeed(1, '不符'),
  textDeed('note 1', 1, '情况说明', `${plan.mark} 与公示的不一样`),
  ...[0, 1, 2, 3].map((n) => photoDeed(plan, 1, n)),
  verdictDeed(2, '相符'),
  ...[4, 5, 6].map((n) => photoDeed(plan, 2, n)),
  textDeed('free', '其他发现', '看到了什么', `${plan.mark} 清单以外`),
  ...[7, 8, 9].map((n) => photoDeed(plan, '其他发现', n))
];

export async function handIn(page: Page): Promise<void> {
  await go(page, '检查并提交');
  await page.getByRole('button', { name: '提交核查发现' }).click();
}

interface Held {
  id: string;
  sealed: boolean;
  done: boolean;
  slug: string | null;
  photos: { sha256: string; kept: boolean }[];
}

/** What the device keeps: reports with what the server acknowledged, and how many photos. */
export const deviceOf = (page: Page): Promise<{ reports: Held[]; photos: number }> =>
  page.evaluate(async () => {
    const opening = indexedDB.open('sunlit-visits');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const all = async (name: string): Promise<unknown[]> => {
      const asked = opening.result.transaction(name).objectStore(name).getAll();
      await new Promise((resolve) => asked.addEventListener('success', resolve));
      const found: unknown[] = asked.result;
      return found;
    };
    const isRecord = (value: unknown): value is Record<string, unknown> =>
      typeof value === 'object' && value !== null;
    const reports = (await all('drafts')).filter(isRecord).map((draft) => {
      const receipt = isRecord(draft.receipt) ? draft.receipt : null;
      const photos: unknown[] = Array.isArray(receipt?.photos) ? receipt.photos : [];
      return {
        id: String(draft.id),
        sealed: draft.sealed !== null,
        done: draft.done === true,
        slug: typeof receipt?.slug === 'string' ? receipt.slug : null,
        photos: photos.filter(isRecord).map(({ sha256, kept }) => ({
          sha256: String(sha256),
          kept: kept === true
        }))
      };
    });
    const photos = (await all('photos')).length;
    opening.result.close();
    return { reports, photos };
  });
