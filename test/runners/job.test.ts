import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { parse } from "yaml";
import { type ActionRun, runAction } from "../kit/run-action.ts";
import { stepInputs } from "../repo/step-inputs.ts";
import { CLAIM_NAMES, unmet } from "./claims.ts";
import {
  type JobWorldDetails,
  type JobWorldState,
  startJobWorld,
} from "./job-world.ts";

vi.setConfig({ testTimeout: 120_000 });

const CI = new URL("../../.github/workflows/ci.yml", import.meta.url);

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const { jobs } = parse(readFileSync(CI, "utf8")) as {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
};

/** The values that expressions of the job stand for. */
class Values {
  readonly #values = new Map<string, string>();

  constructor(details: JobWorldDetails) {
    const outputs = {
      "astra-url": details.astraUrl,
      "github-url": details.githubUrl,
      "admin-token": details.adminToken,
      "github-token": details.githubToken,
      "old-token": details.oldToken,
    };
    this.#outputs("services", outputs);
    this.#values.set("github.event_name != ''", "true");
  }

  ended(id: string, run: ActionRun): void {
    this.#outputs(id, run.outputs);
    const outcome = run.exitCode === 0 ? "success" : "failure";
    this.#values.set(`steps.${id}.outcome`, outcome);
  }

  /** Like the runner: what is not there is empty. */
  of(expression: string): string {
    return this.#values.get(expression) ?? "";
  }

  #outputs(id: string, outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      this.#values.set(`steps.${id}.outputs.${name}`, value);
    }
  }
}

// A run is killed by way of /proc.
it.runIf(process.platform === "linux")(
  "The job of CI claims of its runs what is true, and every claim there is",
  async () => {
    const details = await startJobWorld();
    const values = new Values(details);
    const ask = async (path: string): Promise<JobWorldState> => {
      const url = `${details.controlUrl}/${path}`;
      const answer = await fetch(url, { method: "POST" });
      return (await answer.json()) as JobWorldState;
    };
    const read = (expression: string): string => values.of(expression);
    const claimed: string[] = [];
    let before: JobWorldState | undefined;
    for (const step of jobs["runner"]?.steps ?? []) {
      const [, command = "", name] =
        /step\.ts (\S+)(?: (\S+))?/u.exec(step.run ?? "") ?? [];
      if (step.uses === "./") {
        const inputs = stepInputs({ with: step.with ?? {} }, read);
        values.ended(step.id ?? "", await runAction({ inputs }));
      } else if (command === "expect") {
        const claim = CLAIM_NAMES.find((one) => one === name);
        if (claim === undefined) throw new Error(`no claim ${String(name)}`);
        const handed = stepInputs({ with: step.env ?? {} }, read);
        const state = await ask("state");
        expect(unmet(claim, { state, before, handed }), claim).toEqual([]);
        expect(unmet(claim, spoilt(state)), claim).not.toEqual([]);
        before = state;
        claimed.push(claim);
      } else if (command !== "" && command !== "start") {
        await ask(command);
      }
    }
    expect(claimed).toEqual(CLAIM_NAMES);
  },
);

/** A situation that no claim may hold in. */
function spoilt(state: JobWorldState) {
  return {
    state: { ...state, heldIsLive: false, changes: 0, killed: 0 },
    before: undefined,
    handed: {},
  };
}
