/** The district whose middle is nearest to a point: a first guess that a person can correct. */
export function nearestDivision(
  places: readonly { code: string; city: string | null; lat: number; lng: number }[],
  { lat, lng }: { lat: number; lng: number }
): string | null {
  const shrink = Math.cos((lat * Math.PI) / 180);
  const far = (place: { lat: number; lng: number }) =>
    (place.lat - lat) ** 2 + ((place.lng - lng) * shrink) ** 2;
  const alone = new Set(places.flatMap(({ city }) => (city === null ? [] : [city])));
  // a city that has districts is told by them
  const candidates = places.filter(({ code }) => !alone.has(code));
  return candidates.toSorted((a, b) => far(a) - far(b))[0]?.code ?? null;
}
