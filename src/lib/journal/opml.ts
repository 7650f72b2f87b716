export interface Outline {
  title: string;
  /** Missing: a folder. */
  feed?: { url: string; page: string; language: string };
  inside?: Outline[];
}

/** OPML 2.0: the list of feeds that readers import in one go. No date in it, so that its bytes stay the same. */
export function writeOpml(title: string, outlines: Outline[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0"><head><title>${escape(title)}</title></head><body>`,
    ...outlines.map(outline),
    '</body></opml>',
    ''
  ].join('\n');
}

function outline({ title, feed, inside }: Outline): string {
  const said = `text="${escape(title)}" title="${escape(title)}"`;
  if (!feed) return `<outline ${said}>\n${(inside ?? []).map(outline).join('\n')}\n</outline>`;
  const { url, page, language } = feed;
  return `<outline type="rss" version="RSS2" ${said} xmlUrl="${escape(url)}" htmlUrl="${escape(page)}" language="${language}"/>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
