/** Pages of a text are kept apart as in any text of a printer: by the form feed. */
const formFeed = '\f';

export const joinPages = (pages: string[]): string =>
  pages
    .map((page) => page.replaceAll(formFeed, ' '))
    .join(formFeed)
    .replace(/\f+$/, '');

/** The text of each page; a page without words is an empty one. */
export const pagesOf = (text: string | null): string[] => (text ? text.split(formFeed) : []);
