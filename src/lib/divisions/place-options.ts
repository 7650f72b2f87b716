/** Choices of a filter: the cities (`city` null), or the districts of one. */
export const placeOptions = (
  places: readonly { code: string; name: string; city: string | null }[],
  city: string | null
): { value: string; label: string }[] =>
  places.filter((place) => place.city === city).map(({ code, name }) => ({ value: code, label: name }));
