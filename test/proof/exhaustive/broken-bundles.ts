import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { BUNDLE } from "../../kit/run-action.ts";

/** A mistake that somebody could make, and a case that has to show it. */
export interface BrokenBundle {
  /** Completes “a bundle that …”. */
  readonly does: string;
  /** Text of the shipped bundle, which has to be there exactly once. */
  readonly search: string;
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
    search: `    await publishEverywhere(run, credential);
    await retireDue(run, decision.frozen, "after-publication");`,
    replace: `    await retireDue(run, decision.frozen, "after-publication");
    await publishEverywhere(run, credential);`,
    shownBy: `s1-at-once/crash/before/${PUT}`,
    violates: "I1",
  },
  {
    does: "takes a failed write for a done one",
    search: 'return { kind: isCertain ? "refused" : "unknown", error };',
    replace: 'return { kind: "done", writtenAt: answer.serverTime };',
    shownBy: `s1-at-once/status-401/once/${PUT}`,
    violates: "I1",
  },
  {
    does: "goes on when a target is not confirmed",
    search: `noteState(run, "partly-published");
            throw reached.error;`,
    replace: `noteState(run, "partly-published");
            return;`,
    shownBy: `s1-at-once/unexpected-2xx/once/${PUT}`,
    violates: "I7",
  },
  {
    does: "takes the credential back after a write that may have happened",
    search: 'answer.kind === "done" || answer.kind === "unknown");',
    replace: 'answer.kind === "done");',
    shownBy: `s1-at-once/unexpected-2xx/once/${PUT}`,
    violates: "I1",
  },
  {
    does: "mints again when the answer is lost",
    search: "return await searchAndTakeBack(ports, findAttempt, answer.error);",
    replace: "break;",
    shownBy: "s1-at-once/reset-after/once/astra.tokens.create#1",
    violates: "I9",
  },
  {
    does: "does not look for a credential whose answer was lost",
    search: "return await searchAndTakeBack(ports, findAttempt, answer.error);",
    replace: "throw answer.error;",
    shownBy: "s1-at-once/reset-after/once/astra.tokens.create#1",
    violates: "4.3",
  },
  {
    does: "ignores the fence",
    search: "clocks.now - token.generatedOn >= token.fenceMs;",
    replace: "true;",
    shownBy: `s1-at-once/crash/late/${PUT}`,
    violates: "I1",
  },
  {
    does: "takes rotations of a similar name for its own",
    search: "marker?.lineage !== name",
    replace: "!marker?.lineage.startsWith(name)",
    shownBy: `s1-at-once/crash/before/${PUT}`,
    violates: "I4",
  },
  {
    does: "publishes what it has not tested",
    search: "const answer = await ports.issuer.probe(credential);",
    replace: 'const answer = { kind: "accepted", organization };',
    shownBy: "s1-at-once/crash/answered/astra.tokens.list#3",
    violates: "I7",
  },
  {
    does: "does not use the new key before it revokes its own",
    search: "await ports.issuer.succeed(successor);",
    replace: "",
    shownBy: "s1-own-key/crash/answered/astra.tokens.revoke#1",
    violates: "I3",
  },
  {
    does: "fails without a word",
    search: "function setFailed(message) {",
    replace: "function setFailed() {\n    process.exitCode = 1;\n    return;",
    shownBy: "s1-at-once/status-401/once/astra.tokens.list#1",
    violates: "I8",
  },
  {
    does: "writes a secret to the log",
    search: "function setSecret(secret) {",
    replace: "function setSecret(secret) {\n    console.log(secret);",
    shownBy: "s1-at-once/status-401/once/astra.tokens.list#1",
    violates: "I5",
  },
  {
    does: "rotates when nothing is due",
    search: "if (policy.rotateAfterMs === 0)",
    replace: "if (true)",
    shownBy: "not-due/crash/answered/astra.tokens.list#1",
    violates: "I12",
  },
];

/** Copies the shipped bundle to a folder of its own and breaks it there. A file of it may hold what another one holds; throws when the search matches none, or one of them twice. */
export async function breakBundle({
  search,
  replace,
}: BrokenBundle): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "broken-bundle-"));
  await cp(dirname(BUNDLE), folder, { recursive: true });
  const counts: number[] = [];
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const parts = (await readFile(file, "utf8")).split(search);
    counts.push(parts.length - 1);
    if (parts.length === 2) await writeFile(file, parts.join(replace));
  }
  if (Math.max(...counts) !== 1)
    throw new Error(`the search of dist/ needs a new text: ${search}`);
  return join(folder, basename(BUNDLE));
}
