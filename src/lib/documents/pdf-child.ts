import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { limits, type RefusalKey } from './accept.ts';
import * as personalData from './personal-data.ts';
import { refusedByContent } from './pdf-structure.ts';
import { joinPages } from './text.ts';

/**
 * A process of its own that reads one PDF from its standard input and answers on its fourth stream. What a hostile file
 * does to the reader ends with it: it may write nowhere, its memory is watched here, its time by whoever started it.
 */
const memory = 700 * 1024 * 1024;
const heap = 384;
const textRead = 1_000_000;

type Answer = { refused: RefusalKey } | { pages: number; text: string; warnings: personalData.PageFinding[] };

async function open(data: Uint8Array) {
  // what a library has to say goes nowhere: the answer is all that leaves this process
  console.warn = console.log = () => undefined;
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // as paths: in Node the library reads them from the disk, where it takes an address for a name
  const assets = fileURLToPath(new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
  return getDocument({
    data,
    cMapUrl: join(assets, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(assets, 'standard_fonts/'),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS
  }).promise;
}

type Pdf = Awaited<ReturnType<typeof open>>;

async function refusedByReader(pdf: Pdf): Promise<RefusalKey | null> {
  const { info } = await pdf.getMetadata();
  const facts = new Map<string, unknown>(Object.entries(info));
  if (facts.get('EncryptFilterName')) return 'pdf_encrypted';
  if (pdf.numPages > limits.pages) return 'pdf_too_many_pages';
  if (facts.get('IsXFAPresent') || (await pdf.hasJSActions())) return 'pdf_with_script';
  return (await pdf.getAttachments()) ? 'pdf_with_attachment' : null;
}

/** The words of each page as they are read, lines kept. */
async function textOf(pdf: Pdf): Promise<string[]> {
  const pages: string[] = [];
  let left = textRead;
  for (let number = 1; number <= pdf.numPages && left > 0; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items
      .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
      .join('')
      // neither the database nor a page can take these
      .replace(/[\0\p{Cs}]/gu, '')
      .trim();
    page.cleanup();
    pages.push(text.slice(0, left));
    left -= text.length;
  }
  return pages;
}

async function read(bytes: Uint8Array): Promise<Answer> {
  try {
    const pdf = await open(bytes.slice());
    const refused = (await refusedByReader(pdf)) ?? refusedByContent(bytes);
    if (refused) return { refused };
    const pages = await textOf(pdf);
    const text = joinPages(pages);
    return {
      pages: pdf.numPages,
      text: text.slice(0, limits.text).replace(/[\ud800-\udbff]$/, ''),
      warnings: personalData.findInPages(pages)
    };
  } catch (error) {
    const locked = error instanceof Error && error.name === 'PasswordException';
    return { refused: locked ? 'pdf_encrypted' : 'pdf_unreadable' };
  }
}

function answer(result: Answer): never {
  writeSync(3, JSON.stringify(result));
  process.exit(0);
}

if (isMainThread) {
  const bytes = new Uint8Array(await buffer(process.stdin));
  const worker = new Worker(import.meta.filename, {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: heap }
  });
  worker.once('message', answer);
  worker.once('error', () => answer({ refused: 'pdf_too_complex' }));
  // the heap has a limit of its own, the buffers outside of it have none
  setInterval(() => {
    if (process.memoryUsage.rss() > memory) answer({ refused: 'pdf_too_complex' });
  }, 20);
} else if (workerData instanceof Uint8Array) {
  parentPort?.postMessage(await read(workerData));
}
