interface Named {
  count: number;
  x: number;
  y: number;
}

/**
 * Labels that would lie upon each other become one, named after the place with the most. What is counted stays: no label
 * is dropped, as a count that nobody sees would disagree with the list.
 */
export function merge<P extends Named>(pins: P[], width: number, height: number): (P & { places: number })[] {
  const kept: (P & { places: number })[] = [];
  for (const pin of [...pins].sort((a, b) => b.count - a.count)) {
    const near = kept.find((k) => Math.abs(k.x - pin.x) < width && Math.abs(k.y - pin.y) < height);
    if (near) {
      near.count += pin.count;
      near.places += 1;
    } else kept.push({ ...pin, places: 1 });
  }
  return kept;
}
