// The steps of the workflow "release", one a call:  node step.ts NAME
// They need Node 24, git and gh, and no package. GH_REPO names the repository,
// GITHUB_SHA the tested commit, VERSION the version.
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isImmutable, manifest, reviewers, tagged } from "./answers.ts";
import { attempt, run } from "./commands.ts";
import { placeholders } from "../owner/placeholder.ts";
import { majorTag, requireVersion, sectionOf } from "./version.ts";

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set`);
  return value;
}

const version = requireVersion(variable("VERSION"));
const tag = `v${version}`;
const repository = variable("GH_REPO");
const commit = variable("GITHUB_SHA");
const api = `repos/${repository}`;

function refuse(problem: string): never {
  throw new Error(problem);
}

/** The commit is ready to be released under this version. */
function check(): void {
  const found = manifest(readFileSync("package.json", "utf8")).version;
  if (found !== version) {
    refuse(`package.json is at ${found}: run npm run release:prepare`);
  }
  const section = sectionOf(readFileSync("CHANGELOG.md", "utf8"), version);
  if (section?.date === undefined) {
    refuse(`CHANGELOG.md has no dated section ${version}`);
  }
  const left = placeholders();
  if (left.length > 0) {
    refuse(
      `The owner's name is missing in ${left.join(", ")}: run npm run owner`,
    );
  }
  if (run("git", "status", "--porcelain") !== "") {
    refuse("The work tree has changes that are not committed");
  }
}

/** A tag that is there already would be released, wherever it points. */
function requireNew(): void {
  const found = attempt("gh", "api", `${api}/git/ref/tags/${tag}`, "--silent");
  if (found.status === 0) refuse(`${tag} is there already, and is not moved`);
}

/** GitHub makes an environment that is not there, and asks nobody. */
function requireReviewer(): void {
  const answer = attempt("gh", "api", `${api}/environments/release`);
  if (answer.status !== 0) refuse("There is no environment “release”");
  if (reviewers(answer.stdout) === 0) {
    refuse("The environment “release” has no required reviewer");
  }
}

/** A draft of the tested commit; its tag comes with the publication. */
function draft(): void {
  const section = sectionOf(readFileSync("CHANGELOG.md", "utf8"), version);
  const notes = join(tmpdir(), `notes-${tag}.md`);
  writeFileSync(notes, section?.text ?? refuse("no section"));
  const where = ["--target", commit, "--title", tag, "--notes-file", notes];
  run("gh", "release", "create", tag, "--draft", ...where);
}

/**
 * Publishes the draft, unless a person has done so to list it in the
 * Marketplace. Either way it has to be the tested commit, and immutable.
 */
function publish(): void {
  const path = `${api}/releases/tags/${tag}`;
  // Drafts are not found by their tag.
  if (attempt("gh", "api", path, "--silent").status !== 0) {
    run("gh", "release", "edit", tag, "--draft=false");
  }
  const at = tagged(run("gh", "api", `${api}/git/ref/tags/${tag}`));
  if (at !== commit) refuse(`${tag} points to ${at}, not to ${commit}`);
  if (!isImmutable(run("gh", "api", path))) {
    refuse(
      `${tag} is published, but not immutable: turn on immutable releases in the repository's settings, and release the next version`,
    );
  }
}

/** The major tag belongs to no release, so it may move. */
function moveMajor(): void {
  const major = majorTag(version);
  const found = attempt(
    "gh",
    "api",
    `${api}/git/ref/tags/${major}`,
    "--silent",
  );
  const sha = ["-f", `sha=${commit}`, "--silent"];
  if (found.status === 0) {
    const path = `${api}/git/refs/tags/${major}`;
    run("gh", "api", "--method", "PATCH", path, "-F", "force=true", ...sha);
  } else {
    const ref = ["-f", `ref=refs/tags/${major}`];
    run("gh", "api", "--method", "POST", `${api}/git/refs`, ...ref, ...sha);
  }
}

const STEPS: Readonly<Record<string, () => void>> = {
  check,
  "require-new": requireNew,
  "require-reviewer": requireReviewer,
  draft,
  publish,
  "move-major": moveMajor,
};

const name = process.argv[2] ?? "";
const step = STEPS[name];
try {
  if (step === undefined) refuse(`There is no step “${name}”`);
  step();
  process.stdout.write(`${name}: done\n`);
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stdout.write(`::error::${name}: ${text}\n`);
  process.exitCode = 1;
}
