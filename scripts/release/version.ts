/** The parts of a version: `1.2.3`, nothing before or behind. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/u;

/** Throws unless the text is a version without a suffix. */
export function requireVersion(text: string): string {
  if (!VERSION.test(text)) {
    throw new Error(`“${text}” is no version such as 1.2.3`);
  }
  return text;
}

/** The tag that moves to every release of a major version: `v1`. */
export function majorTag(version: string): string {
  return `v${String(version.split(".")[0])}`;
}

/** A section of the changelog: what stands behind the name, and its text. */
interface Section {
  readonly heading: string;
  readonly date: string | undefined;
  readonly text: string;
}

/** The section of a version; undefined when there is none. */
export function sectionOf(
  changelog: string,
  version: string,
): Section | undefined {
  const [, ...sections] = changelog.split(/^(?=## \[)/mu);
  const found = sections.find((one) => one.startsWith(`## [${version}]`));
  if (found === undefined) return undefined;
  const end = found.indexOf("\n");
  const heading = found.slice(0, end);
  const [, date] = /^## \[[^\]]+\] - (\d{4}-\d\d-\d\d)$/u.exec(heading) ?? [];
  return { heading, date, text: found.slice(end).trim() };
}

/**
 * The changelog with the version's section dated. A section `Unreleased` becomes
 * that of the version; one that names it already gets its date. Throws when
 * neither is there, or it has no text.
 */
export function datedChangelog(
  changelog: string,
  version: string,
  date: string,
): string {
  const section =
    sectionOf(changelog, version) ?? sectionOf(changelog, "Unreleased");
  if (section === undefined || section.text === "") {
    throw new Error("CHANGELOG.md says nothing of what is new");
  }
  return changelog.replace(section.heading, `## [${version}] - ${date}`);
}
