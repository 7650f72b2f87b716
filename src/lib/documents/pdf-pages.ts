import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/** Pages of a PDF as pictures, by Mozilla's reader: loaded only when somebody wants to see one. */
export interface PdfPages {
  count: number;
  /** Of the first page, in points: what the others are taken for until they are drawn. */
  first: { width: number; height: number };
  /** Draws at the width that the page has on the screen. Drawing one that is under way starts anew. */
  draw: (number: number, place: PagePlace) => Promise<void>;
  /** Gives back the memory of a page that nobody looks at. */
  erase: (place: PagePlace) => void;
  close: () => Promise<void>;
}

export interface PagePlace {
  /** As wide as the page is to be; takes its shape. */
  box: HTMLElement;
  canvas: HTMLCanvasElement;
  text: HTMLElement;
}

/** A canvas larger than this costs a phone more memory than it has. */
const longestEdge = 4096;

async function library() {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  return pdfjs;
}

/** Character maps, standard fonts and decoders, put there by vite.config.ts: Chinese PDFs often need them. */
const assets = (version: string) => `/_app/immutable/pdfjs-${version}`;

/** The last wish for each canvas, and what works on it: who zooms twice wants the second picture only. */
const wishes = new WeakMap<HTMLCanvasElement, symbol>();
const drawings = new WeakMap<HTMLCanvasElement, RenderTask>();

async function drawPage(pdf: PDFDocumentProxy, number: number, { box, canvas, text }: PagePlace) {
  const wish = Symbol();
  wishes.set(canvas, wish);
  drawings.get(canvas)?.cancel();
  const stands = () => wishes.get(canvas) === wish;
  const { TextLayer } = await library();
  const page = await pdf.getPage(number);
  if (!stands()) return;
  const plain = page.getViewport({ scale: 1 });
  box.style.aspectRatio = `${String(plain.width)} / ${String(plain.height)}`;
  const scale = box.clientWidth / plain.width;
  const density = Math.min(window.devicePixelRatio || 1, 2);
  const most = longestEdge / Math.max(plain.width, plain.height);
  const viewport = page.getViewport({ scale: Math.min(scale * density, most) });
  // aside, so that the old picture stays until the new one is there
  const sheet = document.createElement('canvas');
  sheet.width = Math.floor(viewport.width);
  sheet.height = Math.floor(viewport.height);
  try {
    const drawing = page.render({ canvas: sheet, viewport });
    drawings.set(canvas, drawing);
    await drawing.promise;
  } catch (error) {
    if (stands()) throw error;
    return;
  }
  if (!stands()) return;
  canvas.width = sheet.width;
  canvas.height = sheet.height;
  canvas.getContext('2d')?.drawImage(sheet, 0, 0);
  sheet.width = sheet.height = 0;
  text.replaceChildren();
  text.style.setProperty('--total-scale-factor', String(scale));
  await new TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport: page.getViewport({ scale })
  }).render();
}

function erase({ canvas, text }: PagePlace): void {
  wishes.delete(canvas);
  drawings.get(canvas)?.cancel();
  canvas.width = canvas.height = 0;
  text.replaceChildren();
}

export async function open(url: string): Promise<PdfPages> {
  const { getDocument, version } = await library();
  const base = assets(version);
  const task = getDocument({
    url,
    // in one piece: each range would be a question to the database
    disableRange: true,
    cMapUrl: `${base}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}/standard_fonts/`,
    wasmUrl: `${base}/wasm/`,
    iccUrl: `${base}/iccs/`,
    enableXfa: false
  });
  const pdf = await task.promise;
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return {
    count: pdf.numPages,
    first: { width, height },
    draw: (number, place) => drawPage(pdf, number, place),
    erase,
    close: () => task.destroy()
  };
}
