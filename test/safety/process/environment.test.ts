import { describe, expect } from "vitest";
import { environmentProblems } from "../../../src/action/inputs/environment.ts";
import { runAction } from "../../kit/run-action.ts";
import { it } from "./prepared-world.ts";
import { inputsOf } from "./signalled-run.ts";

describe.concurrent(
  "A run whose environment waives the verification of TLS",
  () => {
    it("is refused before any request, beside what else is wrong (I11, I12)", async ({
      world,
    }) => {
      const run = await runAction({
        inputs: { ...inputsOf(world), overlap: "soon" },
        env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
      });

      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(run.errors).toHaveLength(1);
      expect(run.errors[0]).toContain("NODE_TLS_REJECT_UNAUTHORIZED: is 0");
      expect(run.errors[0]).toContain("NODE_EXTRA_CA_CERTS");
      expect(run.errors[0]).toContain("overlap: “soon” is not a duration.");
      expect(world.history.events.map(({ kind }) => kind)).not.toContain(
        "request",
      );
    });
  },
);

describe("environmentProblems", () => {
  it.for([[undefined], [""], ["1"], ["00"], ["false"]])(
    "has nothing against %j, for which Node verifies",
    ([value]) => {
      const env = { NODE_TLS_REJECT_UNAUTHORIZED: value };
      expect(environmentProblems(env)).toEqual([]);
    },
  );
});
