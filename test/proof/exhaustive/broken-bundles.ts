import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { BUNDLE } from "../../kit/run-action.ts";

/** A mistake that somebody could make, and a case that has to show it. */
export interface BrokenBundle {
  /** Completes “a bundle that …”. */
  readonly does: string;
  /** Finds a place of the shipped bundle, which has to be there exactly once. */
  readonly search: RegExp;
  /** What stands there instead; `$&` is what was found. */
  readonly replace: string;
  /** Id of the case. */
  readonly shownBy: string;
  /** How the violation begins that has to be found. */
  readonly violates: string;
}

const PUT = "github.actions.repository.put-secret:ASTRA_DB_APPLICATION_TOKEN#1";

/** Mistakes in the protocol and around it. */
export const BROKEN_BUNDLES: readonly BrokenBundle[] = [
  {
    does: "revokes before it publishes",
    search: /await publishEverywhere\(/u,
    replace: `await retireDue(run, decision.frozen, "after-publication"); $&`,
    shownBy: `s1-at-once/crash/before/${PUT}`,
    violates: "I1",
  },
  {
    does: "takes a failed write for a done one",
    search: /kind: isCertain \? "refused" : "unknown", error/u,
    replace: 'kind: "done", writtenAt: answer.serverTime',
    shownBy: `s1-at-once/status-401/once/${PUT}`,
    violates: "I1",
  },
  {
    does: "goes on when a target is not confirmed",
    search: /throw reached\.error;/u,
    replace: "return;",
    shownBy: `s1-at-once/unexpected-2xx/once/${PUT}`,
    violates: "I7",
  },
  {
    does: "takes the credential back after a write that may have happened",
    search: /answer\.kind === "done" \|\| answer\.kind === "unknown"/u,
    replace: 'answer.kind === "done"',
    shownBy: `s1-at-once/unexpected-2xx/once/${PUT}`,
    violates: "I1",
  },
  {
    does: "mints again when the answer is lost",
    search: /return await searchAndTakeBack\(/u,
    replace: "break; $&",
    shownBy: "s1-at-once/reset-after/once/astra.tokens.create#1",
    violates: "I9",
  },
  {
    does: "does not look for a credential whose answer was lost",
    search: /return await searchAndTakeBack\(/u,
    replace: "throw answer.error; $&",
    shownBy: "s1-at-once/reset-after/once/astra.tokens.create#1",
    violates: "4.3",
  },
  {
    does: "ignores the fence",
    search: /now - generatedOn >= fenceMs/u,
    replace: "true",
    shownBy: `s1-at-once/crash/late/${PUT}`,
    violates: "I1",
  },
  {
    does: "takes rotations of a similar name for its own",
    search: /marker\.id !== name\.id/u,
    replace: "marker.id.slice(0, -1) !== name.id.slice(0, -1)",
    shownBy: `s1-at-once/crash/before/${PUT}`,
    violates: "I4",
  },
  {
    does: "publishes what it has not tested",
    search: /await ports\.issuer\.probe\(credential\)/u,
    replace: '{ kind: "accepted", organization }',
    shownBy: "s1-at-once/crash/answered/astra.tokens.list#3",
    violates: "I7",
  },
  {
    does: "publishes its own new key before it has listed the tokens with it",
    search: /await requireListing\(/u,
    replace: "void (",
    shownBy: "s1-own-key/crash/answered/astra.tokens.revoke#1",
    violates: "I3",
  },
  {
    does: "goes on with the key that it has revoked",
    search: /ports\.issuer\.succeed\(successor\);/u,
    replace: "",
    shownBy: "s1-own-key/crash/answered/astra.tokens.revoke#1",
    violates: "L1",
  },
  {
    does: "fails without a word",
    search: /function \w*error\(message, properties = \{\}\) \{/u,
    replace: "$& return;",
    shownBy: "s1-at-once/status-401/once/astra.tokens.list#1",
    violates: "I8",
  },
  {
    does: "writes a secret to the log",
    search: /function \w*setSecret\(secret\) \{/u,
    replace: "$& console.log(secret);",
    shownBy: "s1-at-once/status-401/once/astra.tokens.list#1",
    violates: "I5",
  },
  {
    does: "rotates when nothing is due",
    search: /if \(policy\.rotateAfterMs === 0\)/u,
    replace: "if (true)",
    shownBy: "not-due/crash/answered/astra.tokens.list#1",
    violates: "I12",
  },
];

/**
 * Copies the shipped bundle to a folder of its own and breaks it there. Throws
 * when the search does not match exactly one place of it.
 */
export async function breakBundle({
  search,
  replace,
}: Pick<BrokenBundle, "search" | "replace">): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "broken-bundle-"));
  await cp(dirname(BUNDLE), folder, { recursive: true });
  let places = 0;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const text = await readFile(file, "utf8");
    const found = text.split(search).length - 1;
    if (found > 0) await writeFile(file, text.replace(search, replace));
    places += found;
  }
  if (places !== 1) {
    throw new Error(
      `${String(search)} matches ${String(places)} places of dist/, not one`,
    );
  }
  return join(folder, basename(BUNDLE));
}
