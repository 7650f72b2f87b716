import sharp from 'sharp';
import { random } from './random.ts';

/** Pictures of a building site that no camera took. No text: which fonts a machine has is chance, so 示范 is drawn stroke by stroke. */

const [width, height] = [640, 420];

/** In a square of 100. */
const strokes = {
  shi: ['M30 20H70', 'M14 42H86', 'M50 42V88L40 80', 'M32 56L18 76', 'M66 56L84 76'],
  fan: [
    ...['M6 18H94', 'M34 6V30', 'M66 6V30', 'M14 40L25 49', 'M8 60L19 68', 'M10 92L25 72'],
    'M46 44H78V62Q78 66 70 64',
    'M46 44V80Q46 88 54 88H82Q90 88 90 76'
  ]
};

const character = (lines: string[], x: number, y: number, size: number, colour: string): string =>
  `<g transform="translate(${String(x)} ${String(y)}) scale(${String(size / 100)})" fill="none" stroke="${colour}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">${lines.map((d) => `<path d="${d}"/>`).join('')}</g>`;

const mark = (x: number, y: number, size: number, colour: string): string =>
  character(strokes.shi, x, y, size, colour) + character(strokes.fan, x + size * 1.15, y, size, colour);

const box = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${String(x)}" y="${String(y)}" width="${String(w)}" height="${String(h)}" fill="${fill}"/>`;

function building(x: number, floors: number, w: number, fill: string): string {
  const top = 340 - floors * 13;
  const windows = Array.from({ length: floors }, (_, floor) =>
    Array.from({ length: 4 }, (__, i) =>
      box(x + 8 + (i * (w - 10)) / 4, top + 5 + floor * 13, 8, 6, '#dfe9ee')
    ).join('')
  );
  return box(x, top, w, 340 - top, fill) + windows.join('');
}

const crane = (x: number): string =>
  `<path d="M${String(x)} 340V70M${String(x - 60)} 80H${String(x + 150)}M${String(x)} 60L${String(x + 140)} 80M${String(x)} 60L${String(x - 55)} 80M${String(x + 110)} 80V150" stroke="#d99a1c" stroke-width="5" fill="none"/>`;

function site(seed: number): string {
  const from = random(seed);
  const colours: [string, ...string[]] = ['#b9a48c', '#a7aeb3', '#c1b5a3', '#9fa9a2'];
  const count = from.int(3, 4);
  const buildings = Array.from({ length: count }, (_, i) =>
    building(60 + i * 130 + from.int(-15, 15), from.int(9, 19), 88, from.pick(colours))
  );
  return buildings.join('') + crane(from.int(180, 460));
}

/** Lines where words would be, and the square where a code would be. */
function board(seed: number): string {
  const from = random(seed);
  const left = from.int(120, 160);
  const lines = Array.from({ length: 9 }, (_, i) =>
    box(left + 30, 170 + i * 17, from.int(120, 210), 7, '#8fa3ad')
  );
  return (
    box(left - 6, 84, 372, 262, '#5b4a3a') +
    box(left, 90, 360, 250, '#f4f7f8') +
    box(left, 90, 360, 62, '#1d5d8f') +
    mark(left + 120, 97, 48, '#ffffff') +
    lines.join('') +
    box(left + 262, 210, 76, 76, '#30363a') +
    box(left + 274, 222, 52, 52, '#f4f7f8') +
    box(left + 286, 234, 28, 28, '#30363a') +
    box(left + 40, 346, 14, 74, '#5b4a3a') +
    box(left + 306, 346, 14, 74, '#5b4a3a')
  );
}

const frame = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">
  ${box(0, 0, width, 340, '#c9dbe6')}${box(0, 340, width, 80, '#a99b86')}${inside}
  ${box(0, 0, 190, 78, '#b3261e')}${mark(22, 10, 58, '#ffffff')}</svg>`;

export const size = { width, height };

export async function photo(scene: 'site' | 'board', seed: number): Promise<Buffer> {
  const svg = frame(scene === 'site' ? site(seed) : board(seed));
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 64 }).toBuffer();
}
