/** Languages of the page. The first is the default. */
export const languages = ['en', 'ko'] as const;

/** Returns the preferred language of an Accept-Language header: https://www.rfc-editor.org/rfc/rfc9110#field.accept-language */
export function chooseLanguage(header = ''): (typeof languages)[number] {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
    return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const liked = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { tag } of liked) {
    const language = languages.find((known) => tag === known || tag.startsWith(`${known}-`));
    if (language) return language;
  }
  return languages[0];
}
