/**
 * The section of the changelog about one version, or about `Unreleased`, without its heading.
 * @throws Error when there is none.
 */
export function releaseNotes(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((text) => text.split(/[\s\n]/, 1)[0]?.replace(/[[\]]/g, '') === version);
  const notes = part?.slice(part.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md has nothing about ${version}`);
  return notes;
}
