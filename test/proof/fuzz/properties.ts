import { randomBytes, randomInt } from "node:crypto";
import fc from "fast-check";
import { annotationOf } from "../../../src/action/report/annotation.ts";
import { invalidInputs } from "../../../src/action/inputs/invalid-inputs.ts";
import { parseInputs } from "../../../src/action/inputs/inputs.ts";
import { SecretIndex } from "../../kit/leak-oracle-index.ts";
import type { Evidence } from "../../kit/leak-oracle-evidence.ts";
import { mannersOf } from "../../kit/leak-oracle-manners.ts";
import type { HostileWorld } from "../../safety/hostile/hostile-run.ts";
import { apply, inputTexts, tampering, withSecretsOf } from "./arbitraries.ts";

/** The answers that hold secrets: what is put in their place would count as one. */
const HOLD_SECRETS = ["astra.tokens.create", "github.app.create-token"];

/** How much of a property is tried, and from which seed. */
export interface Effort {
  readonly runs: number;
  readonly seed: number;
}

/** What was tried. */
export interface Tried {
  readonly runs: number;
  readonly answers: number;
}

const SILENT: Omit<Evidence, "stdout" | "exitCode"> = {
  ...{ inputs: {}, env: {}, moreSecrets: [], stderr: "", masks: [] },
  ...{ files: new Map(), commandLines: [], requests: [], answers: [] },
};

/** No inputs make the parser throw, or its complaint leak or command anything (I5, I10). */
export function fuzzInputs({ runs, seed }: Effort): Tried {
  const hash = randomBytes(32).toString("hex");
  const clientId = Array.from({ length: 24 }, () =>
    String.fromCharCode(randomInt(97, 123)),
  ).join("");
  const secrets = {
    "astra-token": `AstraCS:${clientId}:${hash}`,
    "github-token": `ghs_${randomBytes(30).toString("hex")}`,
  };
  const index = new SecretIndex();
  index.add("astra-token", hash);
  index.add("github-token", secrets["github-token"].slice(4));
  const where = fc.constantFrom(
    "role",
    "repository",
    "environment",
    "secret-name",
    "targets",
  );
  fc.assert(
    fc.property(
      inputTexts,
      fc.option(where, { freq: 5, nil: undefined }),
      (texts, misplaced) => {
        const all: Readonly<Record<string, string | undefined>> = {
          ...texts,
          ...secrets,
          ...(misplaced === undefined
            ? {}
            : { [misplaced]: secrets["astra-token"] }),
        };
        const parsed = parseInputs((name) => all[name], {
          variables: [],
        });
        if (parsed.ok) return;
        const stdout = commandOf(
          annotationOf(
            invalidInputs(parsed.problems),
            (code) => `docs, ${code}`,
          ).text,
        );
        const manners = mannersOf({ ...SILENT, stdout, exitCode: 1 });
        const troubles = [...manners, ...index.find(stdout)];
        if (troubles.length > 0) throw new Error(JSON.stringify(troubles));
      },
    ),
    { numRuns: runs, seed },
  );
  return { runs, answers: 0 };
}

/** No answers make a run throw, leak, command anything, or run away (I4, I5, I9, I10). */
export async function fuzzAnswers(
  hostile: HostileWorld,
  { runs, seed }: Effort,
): Promise<Tried> {
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(tampering, async (plan) => {
      let turn = 0;
      const troubles = await hostile.run((request, act) => {
        const genuine = act();
        const changes = plan[turn];
        turn += 1;
        if (changes === undefined) return genuine;
        answers += 1;
        const changed = apply(genuine, changes);
        return HOLD_SECRETS.includes(request.operation)
          ? withSecretsOf(genuine, changed)
          : changed;
      });
      if (troubles.length > 0) throw new Error(troubles.join("\n"));
    }),
    { numRuns: runs, seed },
  );
  return { runs, answers };
}

/** As the runner's package writes it. */
function commandOf(message: string): string {
  const data = message
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
  return `::error::${data}\n`;
}
