import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { readmeExamples } from "../repo/readme-examples.ts";
import { openServed, type Served } from "./served.ts";
import type { Given } from "./served-inputs.ts";
import { type ServedStep, stepsOf } from "./workflow.ts";

// Each run is a process; a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

const example = (name: string): readonly ServedStep[] =>
  stepsOf(
    `${name}.yml`,
    readFileSync(
      new URL(`../../examples/${name}.yml`, import.meta.url),
      "utf8",
    ),
  );

/** A step with these lines under `with:`. */
const stepWith = (...lines: readonly string[]): readonly ServedStep[] =>
  stepsOf(
    "mine.yml",
    [
      "jobs:",
      "  rotate:",
      "    steps:",
      "      - uses: acme/astra-token-rotator@v1",
      "        with:",
      "          astra-token: ${{ secrets.ASTRA_ADMIN_TOKEN }}",
      "          github-token: ${{ secrets.SECRETS_WRITER_TOKEN }}",
      "          role: Read/Write Service Account",
      ...lines.map((line) => `          ${line}`),
    ].join("\n"),
  );

/** Opens the world of some steps, runs one of them, and closes it after the check. */
async function played(
  steps: readonly ServedStep[],
  check: (
    served: Served,
    run: (given?: Given) => Promise<Ran>,
  ) => Promise<void>,
  fixed: Given = {},
): Promise<void> {
  await using served = await openServed(steps, fixed);
  const [step] = steps;
  if (step === undefined) throw new Error("no step");
  await check(served, async (given = {}) => {
    const { ended } = await served.run(step, given);
    return ended;
  });
}

type Ran = Awaited<ReturnType<Served["run"]>>["ended"];

describe("A workflow that the sandbox serves", () => {
  it("takes over the token that its secret holds, as the README's does", async () => {
    const [, whole] = readmeExamples();
    await played(
      stepsOf("readme.yml", whole?.text ?? ""),
      async (served, run) => {
        const ended = await run();
        expect(ended.errors).toEqual([]);
        const { secrets, tokens } = await served.look();
        expect(secrets).toMatchObject([
          { where: "acme/web", holds: { name: "1st" }, works: true },
        ]);
        expect(ended.outputs["retiring"]).toContain(
          tokens.find(({ name }) => name === "hand-made")?.clientId,
        );
      },
    );
  });

  it("rotates the secrets that it names, and reads what they hold at each run", async () => {
    const steps = stepWith(
      "secret-name: ''",
      "secret-name-json: MY_TOKEN",
      "previous-token: ${{ fromJSON(secrets.MY_TOKEN).token }}",
      "rotate-after: 30d",
    );
    await played(steps, async (served, run) => {
      await run();
      const second = await run();
      expect(second.errors).toEqual([]);
      expect(second.warnings).toEqual([]);
      expect((await served.look()).secrets).toMatchObject([
        { name: "MY_TOKEN", holds: { name: "1st" }, works: true },
      ]);
    });
  });

  it("has the places of `targets`, an App at each owner, and says who wrote another token", async () => {
    await played(example("github-app"), async (served, run) => {
      expect((await run()).errors).toEqual([]);
      const { secrets } = await served.look();
      expect(secrets.map(({ where }) => where)).toEqual([
        "acme/web, environment production",
        "acme/web, dependabot",
        "acme-labs/experiments",
      ]);
      expect(secrets.every(({ holds }) => holds?.name === "1st")).toBe(true);
      const [, place] = served.places;
      if (place !== undefined) served.paste(place);
      expect((await served.look()).secrets[1]).toMatchObject({
        holds: { name: "hand-made 2" },
        works: true,
      });
    });
  });

  it("has the environment of its job, whose secrets it reads", async () => {
    await played(example("rotate-admin-token"), async (served, run) => {
      expect((await run()).errors).toEqual([]);
      expect((await served.look()).secrets).toMatchObject([
        { where: "acme/web, environment rotation", holds: { name: "1st" } },
      ]);
    });
  });

  it("has inputs: empty on a schedule, with their defaults on “Run workflow”", async () => {
    await played(example("daily"), async (served, run) => {
      const [step] = served.steps;
      if (step === undefined) throw new Error("no step");
      expect(served.inputsOf(step, {})["dry-run"]).toBe("");
      expect(served.inputsOf(step, { compromised: "true" })).toMatchObject({
        "dry-run": "false",
        compromised: "true",
      });
      await run();
      const leaked = (await served.look()).secrets[0]?.holds?.clientId;
      const ended = await run({ compromised: "true" });
      expect(ended.errors).toEqual([]);
      expect(ended.outputs["revoked"]).toContain(leaked);
    });
  });

  it("has its defaults in every run when it has no schedule", async () => {
    await using served = await openServed(example("prepare-role"));
    const [step] = served.steps;
    if (step === undefined) throw new Error("no step");
    expect(served.inputsOf(step, {})["dry-run"]).toBe("true");
    expect((await served.run(step, {})).caption).toMatch(/, by hand$/u);
  });

  it("may be one that others call, with its defaults and what it requires", async () => {
    const fixed = { role: "Read Only Service Account" };
    await played(
      example("reusable"),
      async (served, run) => {
        expect((await run()).outputs["rotated"]).toBe("true");
        const again = await run();
        expect(again.outputs["rotated"]).toBe("false");
        expect(again.warnings).toEqual([]);
        expect((await served.look()).secrets).toHaveLength(1);
      },
      fixed,
    );
  });

  it("may be each of the examples that use the action", async () => {
    for (const name of ["monthly", "matrix", "organization", "deploy-gate"]) {
      await played(example(name), async (_, run) => {
        expect((await run()).errors, name).toEqual([]);
      });
    }
  });

  it("is refused as GitHub refuses it: GITHUB_TOKEN writes no secrets", async () => {
    const steps = stepWith("rotate-after: 30d").map((step) => ({
      ...step,
      given: { ...step.given, "github-token": "${{ secrets.GITHUB_TOKEN }}" },
    }));
    await played(steps, async (_, run) => {
      expect((await run()).errors[0]).toContain(
        "own GITHUB_TOKEN, it can never write secrets",
      );
    });
  });

  it("is told which input the action does not have, which role is none of Astra's, and what is not tried", async () => {
    await using served = await openServed(
      stepWith(
        "rol: x",
        "github-api-url: https://github.example.com/api/v3",
      ).map((step) => ({
        ...step,
        given: { ...step.given, role: "orders only" },
        network: ["https_proxy"],
      })),
    );
    expect(served.notes).toHaveLength(4);
    expect(served.notes.join("\n")).toMatch(
      /“orders only”.*\n.*`rol`.*\n.*sandbox's own.*\n.*https_proxy/u,
    );
  });
});

describe("A workflow that the sandbox cannot serve", () => {
  it.each([
    ["uses another action", "jobs: {}", "No step of mine.yml"],
    [
      "calls another workflow",
      "jobs:\n  a:\n    uses: acme/workflows/.github/workflows/x.yml@main",
      "mine.yml calls another workflow, acme/workflows",
    ],
    [
      "makes its matrix by an expression",
      "jobs:\n  a:\n    strategy: { matrix: '${{ x }}' }\n    steps: [{ uses: a/astra-token-rotator@v1 }]",
      "The matrix is an expression",
    ],
  ])("says why when it %s", (_, workflow, why) => {
    expect(() => stepsOf("mine.yml", workflow)).toThrow(why);
  });

  it.each([
    ["environment: ${{ vars.PLACE }}", "`vars.PLACE=…`"],
    ["environment: ${{ needs.a.outputs.b }}", "there is no `needs` here"],
  ])("says why when it holds %s", async (line, why) => {
    await expect(openServed(stepWith(line))).rejects.toThrow(why);
  });

  it("says which input it requires, and which it does not have", async () => {
    await expect(openServed(example("reusable"))).rejects.toThrow(
      "input `role` is required",
    );
    await using served = await openServed(example("daily"));
    const [step] = served.steps;
    if (step === undefined) throw new Error("no step");
    expect(() => served.inputsOf(step, { dryrun: "true" })).toThrow(
      "no input `dryrun`; it has dry-run, rotate-now, compromised",
    );
  });

  it("takes a variable that is given", async () => {
    await using served = await openServed(
      stepWith("secret-name: ${{ vars.NAME }}"),
      { "vars.NAME": "MY_TOKEN" },
    );
    expect(served.places.map(({ name }) => name)).toEqual(["MY_TOKEN"]);
  });
});
