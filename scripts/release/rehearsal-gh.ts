// Stands for `gh` in a rehearsal: knows the calls of the release's steps, keeps
// releases in a file, and tags in a bare Git repository. Nothing leaves this
// machine. REHEARSAL_STATE is the file, REHEARSAL_REMOTE the repository.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** What GitHub would keep beside Git. */
export interface RehearsalState {
  /** Reviewers of the environment "release"; undefined when it is missing. */
  readonly reviewers: readonly string[] | undefined;
  /** Whether published releases become immutable. */
  readonly immutable: boolean;
  readonly releases: readonly {
    readonly tag: string;
    readonly target: string;
    readonly draft: boolean;
  }[];
  /** Every call, in order. */
  readonly calls: readonly string[];
}

const file = process.env["REHEARSAL_STATE"] ?? "";
const remote = process.env["REHEARSAL_REMOTE"] ?? "";
const words = process.argv.slice(2);
let state = JSON.parse(readFileSync(file, "utf8")) as RehearsalState;

function keep(change: Partial<RehearsalState>): void {
  state = { ...state, ...change };
  writeFileSync(file, JSON.stringify(state));
}

function option(name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}

/** The value of `-f key=value`. */
function field(key: string): string {
  const found = words.find((word) => word.startsWith(`${key}=`));
  return found?.slice(key.length + 1) ?? "";
}

function shaOf(tag: string): string | undefined {
  const found = spawnSync(
    "git",
    ["rev-parse", "--verify", `refs/tags/${tag}`],
    {
      cwd: remote,
      encoding: "utf8",
    },
  );
  return found.status === 0 ? found.stdout.trim() : undefined;
}

function setRef(ref: string, sha: string): void {
  execFileSync("git", ["update-ref", ref, sha], { cwd: remote });
}

/** The answer to `gh api`; undefined for 404. */
function api(method: string, path: string): unknown {
  const [, tag] = /\/tags\/([\w.]+)$/u.exec(path) ?? [];
  const asked = path
    .replace(/^repos\/[^/]+\/[^/]+\//u, "")
    .replace(/\/tags\/[\w.]+$/u, "/tags/TAG");
  switch (`${method} ${asked}`) {
    case "GET git/ref/tags/TAG": {
      const sha = shaOf(tag ?? "");
      return sha === undefined
        ? undefined
        : { object: { type: "commit", sha } };
    }
    case "GET environments/release":
      return state.reviewers === undefined
        ? undefined
        : {
            protection_rules: [
              { type: "required_reviewers", reviewers: state.reviewers },
            ],
          };
    case "GET releases/tags/TAG": {
      const release = state.releases.find((one) => one.tag === tag);
      return release === undefined || release.draft
        ? undefined
        : { tag_name: tag, draft: false, immutable: state.immutable };
    }
    case "POST git/refs":
      setRef(field("ref"), field("sha"));
      return {};
    case "PATCH git/refs/tags/TAG":
      setRef(`refs/tags/${String(tag)}`, field("sha"));
      return {};
    default:
      throw new Error(`a rehearsal knows no ${method} ${path}`);
  }
}

function release(verb: string, tag: string): void {
  if (verb === "create" && words.includes("--draft")) {
    const target = option("--target") ?? "";
    readFileSync(option("--notes-file") ?? "", "utf8");
    keep({ releases: [...state.releases, { tag, target, draft: true }] });
  } else if (verb === "edit" && words.includes("--draft=false")) {
    const found = state.releases.find((one) => one.tag === tag);
    if (found === undefined) throw new Error(`no release ${tag}`);
    setRef(`refs/tags/${tag}`, found.target);
    const published = { ...found, draft: false };
    keep({
      releases: state.releases.map((one) => (one === found ? published : one)),
    });
  } else {
    throw new Error(`a rehearsal knows no gh release ${verb}`);
  }
}

keep({ calls: [...state.calls, words.join(" ")] });
const [kind, first = "", second = ""] = words;
if (kind === "release") release(first, second);
else {
  const method = option("--method") ?? "GET";
  const path = words.find((word) => word.startsWith("repos/")) ?? "";
  const answer = api(method, path);
  if (answer === undefined) process.exitCode = 1;
  else if (!words.includes("--silent")) {
    process.stdout.write(JSON.stringify(answer));
  }
}
