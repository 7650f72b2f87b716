import type { Words } from './data.ts';

export type State = 'good' | 'bad' | 'open' | 'gone';

/** One thing that is checked, as it stands. */
export interface Result {
  state: State;
  title: string;
  text: string;
  /** What is wrong or missing, by name. */
  items?: { name: string; state: State; text: string }[];
}

/** Words of one language with their `{{values}}` filled in. Never a code name: an unknown key is empty. */
export function speaker(words: Words) {
  const fill = (text: string, values: Record<string, string | number>) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  const say = (key: string, values: Record<string, string | number> = {}): string => {
    const text = words[key];
    return typeof text === 'string' ? fill(text, values) : '';
  };
  const list = (key: string): string[] => {
    const texts = words[key];
    return typeof texts === 'object' ? Object.values(texts) : [];
  };
  return { say, list };
}
export type Speaker = ReturnType<typeof speaker>;

interface Given {
  class?: string;
  id?: string;
  text?: string;
  [attribute: string]: string | undefined;
}

/** An element with its children. Texts are set as text: names of files are anybody's to write. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { text, ...attributes }: Given = {},
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

const shapes: Record<State, string> = { good: '✔', bad: '✘', open: '○', gone: '–' };

/** By shape and word, never by colour alone. */
export function mark(state: State, { say }: Speaker): HTMLElement {
  const shape = el('span', { text: shapes[state], 'aria-hidden': 'true' });
  return el('span', { class: `mark ${state}` }, shape, document.createTextNode(` ${say(state)}`));
}

const shown = 200;

function itemsOf(items: NonNullable<Result['items']>, speak: Speaker): HTMLElement {
  const { say } = speak;
  const heads = ['name', 'state'].map((key) => el('th', { scope: 'col', text: say(key) }));
  const rows = items.slice(0, shown).map(({ name, state, text }) => {
    const told = el('td', {}, mark(state, speak), document.createTextNode(` ${text}`));
    return el('tr', { class: state }, el('th', { scope: 'row' }, el('code', { text: name })), told);
  });
  const more = items.length > shown ? [el('p', { text: `+ ${String(items.length - shown)}` })] : [];
  const table = el('table', {}, el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...rows));
  const region = el(
    'div',
    { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': say('files') },
    table
  );
  return el('div', {}, region, ...more);
}

export function resultOf(result: Result, speak: Speaker): HTMLElement {
  const head = el('h3', {}, mark(result.state, speak), document.createTextNode(` ${result.title}`));
  const items = result.items?.length ? [itemsOf(result.items, speak)] : [];
  return el(
    'div',
    { class: `result ${result.state}`, 'data-state': result.state },
    head,
    el('p', { text: result.text }),
    ...items
  );
}

export const section = (title: string, ...children: Node[]): HTMLElement =>
  el('section', {}, el('h2', { text: title }), ...children);

export const listOf = (texts: string[]): HTMLElement =>
  el('ul', {}, ...texts.map((text) => el('li', { text })));
