/** A row of links that scrolls shows the one of this page, which stands beyond the edge of a phone. */
export const showCurrent = (path: string) => (row: HTMLElement) => {
  const current = row.querySelector<HTMLElement>(`a[href="${path}"]`);
  if (!current) return;
  const [{ left, width }, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += left - frame.left - (frame.width - width) / 2;
};
