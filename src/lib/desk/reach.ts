/** Opens the block of a step and moves to where it is done: its first field, or its button. Never acts by itself. */
export function reach(step: string): void {
  const block = document.querySelector(`[data-act="${step}"]`);
  if (!block) return;
  if (block instanceof HTMLDetailsElement) block.open = true;
  const goal = block.querySelector('textarea, input:not([type=hidden]), form button');
  if (!(goal instanceof HTMLElement)) return;
  goal.focus();
  goal.scrollIntoView({ block: 'center' });
}

/** The next or previous row of a queue; where none has the focus yet, from the one whose case is open. */
export function move(by: 1 | -1): void {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row instanceof HTMLElement);
  const focused = rows.findIndex((row) => row === document.activeElement);
  const at = focused === -1 ? rows.findIndex((row) => row.ariaCurrent === 'true') : focused;
  const to = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[to]?.focus();
}

/** Ticks the row of a queue that has the focus, or takes the tick away. */
export function tick(): void {
  const box = document.activeElement?.closest('li')?.querySelector('[data-tick]');
  if (box instanceof HTMLInputElement) box.click();
}
