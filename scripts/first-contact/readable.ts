import type { Transcript } from "./first-contact.ts";

/** The transcript as a person reads it: Markdown, the facts first. */
export function readable(transcript: Transcript): string {
  const { startedOn, facts, incomplete, exchanges } = transcript;
  const value = (one: unknown): string =>
    typeof one === "string" ? one : JSON.stringify(one);
  const rows = Object.entries(facts).map(
    ([name, fact]) => `| \`${name}\` | ${value(fact)} |`,
  );
  const lines = exchanges.map(
    ({ at, what, request, status, type, shape, tookMs }) =>
      `- ${(at / 1000).toFixed(1)} s: ${what}: \`${request}\` → **${String(status)}** ${type}, ${String(tookMs)} ms\n  \`${JSON.stringify(shape)}\``,
  );
  return [
    `# First contact, ${startedOn.slice(0, 10)}`,
    "",
    "Names, ids, keys and addresses are taken out. Durations are milliseconds.",
    "",
    "| Fact | Found |",
    "| --- | --- |",
    ...rows,
    "",
    ...(incomplete.length === 0
      ? []
      : ["## Incomplete", "", ...incomplete.map((one) => `- ${one}`), ""]),
    "## Exchanges",
    "",
    ...lines,
    "",
  ].join("\n");
}
