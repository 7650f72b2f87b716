/**
 * A block of JSON-LD for the head of a page. It is data to browsers, so that no policy about scripts concerns it; `<` is
 * written as an escape, so that nothing in it can end the element or begin a comment.
 */
export const jsonLdBlock = (value: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
