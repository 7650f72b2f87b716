/** Under what everything public may be used. The version is part of the address, so that it never changes meaning. */
export const licence = {
  id: 'CC-BY-4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
  name: { zh: '知识共享 署名 4.0 国际许可协议', en: 'Creative Commons Attribution 4.0 International' }
} as const;
