import { describe, expect, it } from "vitest";
import { requireUntouched } from "../../../src/rotation/emergency.ts";
import type { SecretState } from "../../../src/rotation/observation.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { WriteResult } from "../../../src/rotation/ports.ts";
import { cellAt, NOW } from "./observations.ts";
import { errorOf, rejectionOf } from "./outcomes.ts";
import { doneAt, storeOf } from "./stand-ins.ts";
import { runOf } from "./runs.ts";

/** The targets read once more, after a run that wrote what `record` says. */
function reread(
  secrets: readonly SecretState[],
  targets: RunRecord["targets"],
): Promise<unknown> {
  const { run } = runOf({
    targets: [storeOf({ secrets, reread: () => Promise.resolve(secrets) })],
    record: { targets },
  });
  return requireUntouched(run).then(() => "untouched");
}

const wrote = (...secrets: readonly WriteResult[]): RunRecord["targets"] => [
  { target: "acme/web", secrets },
];

describe("after an emergency", () => {
  it("secrets are untouched when they are as old as the run's own writes", async () => {
    const own = wrote(doneAt(NOW, "A"), doneAt(NOW, "B"));
    const secrets = [cellAt(NOW, "A"), cellAt(NOW - 1_000, "B")];
    expect(await reread(secrets, own)).toBe("untouched");
  });

  it.each([
    ["was written later", cellAt(NOW + 1_000), doneAt(NOW)],
    ["is gone", cellAt(undefined), doneAt(NOW)],
    ["was written at an unknown time", cellAt(NOW), doneAt(undefined)],
    [
      "was not confirmed",
      cellAt(NOW),
      {
        secretName: "TOKEN",
        answer: { kind: "unknown", error: errorOf("Lost.") },
      } as const,
    ],
    ["is another secret", cellAt(NOW, "OTHER"), doneAt(NOW)],
    ["is in another target", cellAt(NOW, "TOKEN", "other"), doneAt(NOW)],
  ])("one that %s is an error", async (_name, cell, answer) => {
    expect(await rejectionOf(reread([cell], wrote(answer)))).toMatchObject({
      code: "overwritten",
      summary: `${cell.secretName} in ${cell.target} may have been written by another run during the emergency rotation.`,
      remedy:
        "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
      rerun: "safe",
    });
  });

  it("names the first one, and counts the others", async () => {
    const secrets = [cellAt(NOW, "A"), cellAt(NOW, "B"), cellAt(NOW, "C")];
    expect(
      await rejectionOf(reread(secrets, wrote(doneAt(NOW, "A")))),
    ).toMatchObject({
      summary:
        "B in acme/web and 1 more may have been written by another run during the emergency rotation.",
    });
  });

  it("is not over before every target was read", async () => {
    const error = errorOf("It cannot be read.");
    const { run } = runOf({
      targets: [storeOf(), storeOf({ reread: () => Promise.reject(error) })],
    });
    expect(await rejectionOf(requireUntouched(run))).toBe(error);
  });
});
