/** The form of a text for a count, by the rules of the language. */
export function plural(
  language: string,
  count: number,
  forms: { readonly one?: string; readonly other: string },
): string {
  return (new Intl.PluralRules(language).select(count) === 'one' ? forms.one : undefined) ?? forms.other;
}
