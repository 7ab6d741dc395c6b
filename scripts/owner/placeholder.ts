import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** The account that nobody has named yet; in two parts, to stay as it is. */
const OWNER = ["OW", "NER"].join("");

/** The action as examples and documents name it before it has an owner. */
export const UNOWNED = `${OWNER}/astra-token-rotator`;

/** What explains the placeholder; it goes with it. */
const EXPLANATION = /<!-- owner -->[\s\S]*?<!-- \/owner -->\s?/gu;

/** Every text file that Git knows, but what is built. */
function files(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" });
  return listed
    .split("\0")
    .filter((path) => /\.(?:md|ya?ml|ts|txt|json)$/u.test(path))
    .filter((path) => !path.startsWith("dist/"));
}

/** A text as it is once the action belongs to an account. */
export function owned(text: string, owner: string): string {
  return text
    .replace(EXPLANATION, "")
    .replaceAll(UNOWNED, `${owner}/astra-token-rotator`);
}

/** How often a text explains the placeholder. */
export function explanations(text: string): number {
  return text.match(EXPLANATION)?.length ?? 0;
}

/** The files that hold the placeholder. */
export function placeholders(): readonly string[] {
  return files().filter((path) => readFileSync(path, "utf8").includes(UNOWNED));
}

/** Puts the account in everywhere, and gives the files that changed. */
export function own(owner: string): readonly string[] {
  return files().filter((path) => {
    const text = readFileSync(path, "utf8");
    const changed = owned(text, owner);
    if (changed === text) return false;
    writeFileSync(path, changed);
    return true;
  });
}
