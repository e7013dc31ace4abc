/** Moves the focus to the sheet's tab stop, from what is about to go or is skipped. */
export function focusSheet(): void {
  document.querySelector<HTMLElement>('#sheet [tabindex="0"]')?.focus();
}
