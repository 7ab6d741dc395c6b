import { describe, expect } from "vitest";
import { judge } from "../../kit/leak-oracle.ts";
import { runWatched, type StartedAction } from "../../kit/run-action.ts";
import { it } from "./prepared-world.ts";
import { inputsOf } from "./signalled-run.ts";

describe.runIf(process.platform !== "win32")(
  "A diagnostic report that Node writes of a run",
  () => {
    // https://nodejs.org/api/report.html: it lists the environment.
    it("holds no secret (I5)", async ({ world }) => {
      let child: StartedAction | undefined;
      world.setGate(({ method }) => {
        if (method === "PUT") child?.kill("SIGUSR2");
        return { kind: "pass" };
      });
      const { run, evidence } = await runWatched({
        inputs: inputsOf(world),
        env: { NODE_OPTIONS: "--report-on-signal --report-compact" },
        onStart: (started) => {
          child = started;
        },
      });

      expect(run.exitCode).toBe(0);
      const reports = [...evidence.files].filter(([path]) =>
        path.startsWith("work/report."),
      );
      expect(reports).not.toEqual([]);
      expect(reports[0]?.[1]).toContain("INPUT_REPOSITORY");
      expect(judge(evidence).leaks).toEqual([]);
    });
  },
);
