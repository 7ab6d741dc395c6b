// Stands in for `gh` in the recipes: keeps issues, labels and variables in the
// file that GH_STATE names, writes down every call, and refuses what it does
// not know, as well as the command that the state tells it to refuse.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { GhState } from "./gh-state.ts";

const file = process.env["GH_STATE"] ?? "";
const state = JSON.parse(readFileSync(file, "utf8")) as GhState;
const args = process.argv.slice(2);
const command = args.slice(0, 2).join(" ");

const options = {
  label: { type: "string" },
  state: { type: "string" },
  limit: { type: "string" },
  json: { type: "string" },
  comment: { type: "string" },
  title: { type: "string" },
  body: { type: "string" },
  ref: { type: "string" },
  force: { type: "boolean" },
  "exit-status": { type: "boolean" },
} as const;

const { values: given, positionals } = parseArgs({
  args: args.slice(2),
  options,
  allowPositionals: true,
});
const [first = ""] = positionals;

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  writeFileSync(file, JSON.stringify(state));
  process.exit(1);
}

state.calls.push(args);
if ((process.env["GH_TOKEN"] ?? "") === "") refuse("set GH_TOKEN");
if ((process.env["GH_REPO"] ?? "") === "") refuse("not a git repository");
if (state.refused === command) refuse("HTTP 502");

const COMMANDS: Readonly<Record<string, () => string>> = {
  "issue list": () => {
    const found = state.issues
      .filter((one) => one.isOpen && one.label === given.label)
      .slice(0, Number(given.limit));
    return JSON.stringify(found.map(({ number, body }) => ({ number, body })));
  },
  "issue close": () => {
    const issue = state.issues.find(({ number }) => String(number) === first);
    if (issue === undefined) return refuse("no such issue");
    issue.isOpen = false;
    return "";
  },
  "issue create": () => {
    const { label = "", title = "", body = "" } = given;
    if (!state.labels.includes(label)) refuse(`'${label}' not found`);
    const number = state.issues.length + 1;
    state.issues.push({ number, label, title, body, isOpen: true });
    return "";
  },
  "label create": () => {
    if (state.labels.includes(first) && given.force !== true) refuse("exists");
    state.labels.push(first);
    return "";
  },
  "workflow run": () => state.started,
  "run watch": () => {
    if (given["exit-status"] === true && state.hasFailed) refuse("failed");
    return "";
  },
  "variable set": () => {
    state.variables[first] = given.body ?? "";
    return "";
  },
};

const act = COMMANDS[command] ?? (() => refuse(`unknown command ${command}`));
process.stdout.write(act());
writeFileSync(file, JSON.stringify(state));
