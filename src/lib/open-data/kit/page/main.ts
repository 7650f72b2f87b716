import { canCheck } from '#lib/transparency/check.ts';
import { isSameKey } from './check.ts';
import { kit as schema, type Kit } from './data.ts';
import { judgeFiles, judgeLog, tellFiles, tellLog, verdictOf, type Files, type Log } from './judge.ts';
import { el, listOf, resultOf, section, speaker, type Speaker, type State } from './view.ts';
import { chosenOf } from './zip.ts';

/** The page `verify.html` of a kit: opened from a file, without network, on the reader's device. */

const kit = schema.parse(JSON.parse(document.getElementById('kit')?.textContent ?? ''));
const root = document.body.appendChild(el('main'));

let lang: 'zh' | 'en' = navigator.language.startsWith('zh') ? 'zh' : 'en';
let log: Log | null = null;
let files: Files | null = null;
let busy = false;
let pasted = '';

async function take(chosen: Iterable<File>): Promise<void> {
  busy = true;
  draw();
  try {
    files = await judgeFiles(kit, await chosenOf(chosen));
  } finally {
    busy = false;
    draw();
  }
}

function picker(id: string, label: string, attributes: Record<string, string>): HTMLElement {
  const input = el('input', { type: 'file', id, ...attributes });
  input.addEventListener('change', () => {
    if (input.files?.length) void take(input.files);
  });
  return el('p', {}, el('label', { for: id, text: label }), input);
}

function keyPart({ say }: Speaker): HTMLElement {
  const said = el('p', { role: 'status', id: 'key-said' });
  const tell = () => {
    const same = isSameKey(pasted, kit);
    said.textContent = pasted.trim() === '' ? '' : say(same ? 'keySame' : 'keyOther');
    said.className = pasted.trim() === '' ? '' : same ? 'mark good' : 'mark bad';
  };
  const input = el('input', { type: 'text', id: 'key', autocomplete: 'off', spellcheck: 'false' });
  input.value = pasted;
  input.addEventListener('input', () => {
    pasted = input.value;
    tell();
  });
  tell();
  const keys = kit.keys.map((key) => el('p', {}, el('code', { text: key })));
  const label = el('label', { for: 'key', text: say('keyField') });
  return el(
    'div',
    {},
    el('h3', { text: say('key') }),
    ...keys,
    el('p', { text: say('keyText') }),
    el('p', {}, label, input),
    said
  );
}

function without({ say }: Speaker): HTMLElement[] {
  const left = kit.documents.filter(({ file }) => file === null);
  if (left.length === 0) return [];
  const items = left.map(({ names, sha256, address }) =>
    el(
      'li',
      {},
      document.createTextNode(`${names.join(', ')} `),
      el('code', { text: address }),
      el('br'),
      el('code', { text: sha256 })
    )
  );
  return [section(say('without'), el('p', { text: say('withoutText') }), el('ul', {}, ...items))];
}

function verdict(state: State, { say }: Speaker): HTMLElement {
  const key = { good: 'verdictGood', bad: 'verdictBad', open: 'verdictHalf', gone: 'verdictHalf' }[state];
  return el(
    'div',
    { class: `verdict ${state}`, role: 'status', id: 'verdict', 'data-state': state },
    el('p', { class: 'large', text: say(key) }),
    el('p', { text: say(`${key}Text`) })
  );
}

function head(speak: Speaker): HTMLElement {
  const { say } = speak;
  const other = el('button', { type: 'button', lang: lang === 'zh' ? 'en' : 'zh-CN', text: say('language') });
  other.addEventListener('click', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    draw();
  });
  const facts = say('facts', {
    hub: kit.hub,
    seq: kit.seq,
    made: kit.made.slice(0, 16).replace('T', ' ') + ' UTC'
  });
  return el(
    'header',
    {},
    other,
    el('h1', { text: `${say('title')} · ${kit.name}` }),
    el('p', { text: facts }),
    ...(kit.demo ? [el('p', { class: 'notice', text: say('demo') })] : []),
    el('p', { text: say('lead') })
  );
}

function body(given: Kit, speak: Speaker): HTMLElement[] {
  const { say, list } = speak;
  if (!canCheck()) return [el('p', { class: 'notice', role: 'alert', text: say('noSubtle') })];
  if (!log || busy) return [el('p', { role: 'status', text: say('working') })];
  const first = tellLog(given, log, speak);
  const second = tellFiles(given, files, speak);
  return [
    verdict(verdictOf([...first, ...second]), speak),
    section(say('step1'), ...first.map((one) => resultOf(one, speak)), keyPart(speak)),
    section(
      say('step2'),
      el('p', { text: say('pickText') }),
      picker('folder', say('pick'), { webkitdirectory: '' }),
      picker('files', say('pickFiles'), { multiple: '' }),
      el('p', { text: say('drop') }),
      ...second.map((one) => resultOf(one, speak))
    ),
    ...without(speak),
    section(say('proven'), listOf(list('provenList'))),
    section(say('notProven'), listOf(list('notProvenList')))
  ];
}

/** Drawn anew after each step; where the reader was, the reader stays. */
function draw(): void {
  const speak = speaker(kit.words[lang]);
  const focused = document.activeElement?.id;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = `${speak.say('title')} · ${kit.name}`;
  root.replaceChildren(head(speak), ...body(kit, speak));
  if (focused) document.getElementById(focused)?.focus();
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) void take(event.dataTransfer.files);
});

async function start(): Promise<void> {
  draw();
  if (!canCheck()) return;
  log = await judgeLog(kit);
  draw();
}

void start();
