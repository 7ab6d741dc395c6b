import { describe, expect, it } from "vitest";
import { everyOne, observe } from "../../../src/rotation/observe.ts";
import { ADMIN, cellAt, NOW, policyOf, ROLE } from "./observations.ts";
import { errorOf, rejectionOf } from "./outcomes.ts";
import { portsOf, storeOf } from "./stand-ins.ts";

describe("observe", () => {
  it("brings together what every service says", async () => {
    const shadow = { target: "b", secretName: "B", by: "c" };
    const first = storeOf({ name: "a", secrets: [cellAt(NOW, "A", "a")] });
    const second = storeOf({
      name: "b",
      secrets: [cellAt(undefined, "B", "b")],
      overrides: [shadow],
    });
    const { ports } = portsOf({ targets: [first, second] });
    expect(await observe(ports, policyOf())).toMatchObject({
      organization: "organization-1",
      roles: [ROLE],
      tokens: [ADMIN],
      secrets: [cellAt(NOW, "A", "a"), cellAt(undefined, "B", "b")],
      overrides: [shadow],
      clocks: { now: NOW, offset: 0 },
    });
  });

  it("asks for everything at once, for the ordinary run", async () => {
    const { ports, calls } = portsOf({ targets: [storeOf({ name: "a" })] });
    const observation = observe(ports, policyOf());
    expect(calls).toEqual([
      "organization",
      "roles",
      "list rotate",
      "observe a",
    ]);
    await observation;
  });

  it("reads the clock of every answer that says the time", async () => {
    const astra = (serverTime: number) => ({
      service: "astra" as const,
      serverTime,
      receivedAt: 0,
    });
    const { ports } = portsOf({
      targets: [storeOf()],
      organization: () =>
        Promise.resolve({ value: "o", clock: astra(NOW - 7_000) }),
      list: () => Promise.resolve({ value: [ADMIN], clock: undefined }),
    });
    expect((await observe(ports, policyOf())).clocks.offset).toBe(7_000);
    const other = portsOf({
      targets: [storeOf()],
      organization: () => Promise.resolve({ value: "o", clock: undefined }),
      list: () =>
        Promise.resolve({ value: [ADMIN], clock: astra(NOW - 5_000) }),
    });
    expect((await observe(other.ports, policyOf())).clocks.offset).toBe(5_000);
  });

  it.each(["organization", "roles", "list"] as const)(
    "throws when the %s cannot be read",
    async (what) => {
      const error = errorOf("It cannot be read.");
      const { ports } = portsOf({
        targets: [storeOf()],
        [what]: () => Promise.reject(error),
      });
      expect(await rejectionOf(observe(ports, policyOf()))).toBe(error);
    },
  );

  it("names every problem, each once, whichever comes first", async () => {
    const failing = (name: string, summary: string) =>
      storeOf({ name, observe: () => Promise.reject(errorOf(summary)) });
    const { ports } = portsOf({
      roles: () => Promise.reject(errorOf("No role.")),
      targets: [failing("a", "No a."), failing("b", "No b.")],
    });
    expect(await rejectionOf(observe(ports, policyOf()))).toMatchObject({
      summary: "No role.",
      also: [{ summary: "No a." }, { summary: "No b." }],
    });
  });
});

describe("everyOne", () => {
  it("gives all values in their order", async () => {
    const promises = [Promise.resolve(1), Promise.resolve(2)];
    expect(await everyOne(promises)).toEqual([1, 2]);
    expect(await everyOne([])).toEqual([]);
  });

  it("waits for all before it throws", async () => {
    let isOver = false;
    const slow = Promise.resolve().then(async () => {
      await Promise.resolve();
      isOver = true;
    });
    await rejectionOf(everyOne([Promise.reject(errorOf("One.")), slow]));
    expect(isOver).toBe(true);
  });

  it("says each sentence once, those that come joined included", async () => {
    const joined = errorOf("One.", { also: [errorOf("Two.")] });
    const thrown = await rejectionOf(
      everyOne([
        Promise.reject(joined),
        Promise.reject(errorOf("Two.")),
        Promise.reject(errorOf("One.")),
        Promise.reject(errorOf("Three.")),
      ]),
    );
    expect(thrown).toMatchObject({
      summary: "One.",
      also: [{ summary: "Two." }, { summary: "Three." }],
    });
  });

  it("makes strangers inert", async () => {
    const thrown = await rejectionOf(everyOne([Promise.reject(Error("x"))]));
    expect(thrown).toMatchObject({ code: "internal" });
  });
});
