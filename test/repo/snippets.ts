/** The fenced blocks of a language in a Markdown text, without their indent. */
export function blocks(markdown: string, language: string): readonly string[] {
  const fence = new RegExp(
    `^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`,
    "gmu",
  );
  return [...markdown.matchAll(fence)].map(([, indent = "", text = ""]) =>
    text.replace(new RegExp(`^${indent}`, "gmu"), ""),
  );
}

/**
 * A piece of a workflow, put where it belongs so that it can be parsed as a
 * whole.
 */
export function asWorkflow(block: string): string {
  if (/^on:/mu.test(block)) return block;
  if (/^jobs:/mu.test(block)) return `on: push\n${block}`;
  if (block.startsWith("- ")) {
    return `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${block.replace(/^/gmu, "      ")}`;
  }
  return block;
}
