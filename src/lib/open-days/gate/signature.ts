/** A signature as a path of SVG in a frame of 600 × 200: whole numbers, short, and drawn alike on screen and paper. */
export const frame = { width: 600, height: 200 };
const longest = 8192;

export interface Point {
  x: number;
  y: number;
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));

/** Points nearer than this to the last one add nothing that an eye could see. */
const near = 3;

/** Adds a point to the stroke; the same stroke where it is too near to tell. */
export function extend(stroke: Point[], x: number, y: number): Point[] {
  const point = { x: clamp(x, frame.width), y: clamp(y, frame.height) };
  const last = stroke.at(-1);
  if (last && Math.hypot(last.x - point.x, last.y - point.y) < near) return stroke;
  return [...stroke, point];
}

const write = (strokes: Point[][]): string =>
  strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => {
      const [first = { x: 0, y: 0 }, ...rest] = stroke;
      const line = rest.map(({ x, y }) => `L${String(x)} ${String(y)}`).join('');
      // a dot is a line to itself
      return `M${String(first.x)} ${String(first.y)}${line || 'h0'}`;
    })
    .join('');

/** As a path; every second point is left out until it fits. Empty where nobody signed. */
export function toPath(strokes: Point[][]): string {
  let kept = strokes;
  for (;;) {
    const path = write(kept);
    if (path.length <= longest) return path;
    const thinner = kept.map((stroke) => stroke.filter((_, i) => i % 2 === 0 || i === stroke.length - 1));
    // dots alone can't get thinner: the last ones go
    kept = thinner.some((stroke, i) => stroke.length < (kept[i]?.length ?? 0)) ? thinner : kept.slice(0, -50);
  }
}

/** Whether a text is such a path: what comes back from a server is drawn into a page. */
export const isPath = (text: string): boolean =>
  text.length <= longest && /^(M\d{1,3} \d{1,3}(h0|(L\d{1,3} \d{1,3})+))+$/.test(text);
