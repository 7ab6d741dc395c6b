import { describe, expect, it } from "vitest";
import type { ClockReading } from "../../../src/rotation/clocks.ts";
import { LATEST_INSTANT } from "../../../src/rotation/marker.ts";
import {
  everyOne,
  observe,
  requireOrganization,
} from "../../../src/rotation/observe.ts";
import {
  ADMIN,
  cellAt,
  DAY,
  handMade,
  NOW,
  policyOf,
  ROLE,
} from "./observations.ts";
import { errorOf, rejectionOf, thrownBy } from "./outcomes.ts";
import { portsOf, storeOf } from "./stand-ins.ts";

const astraClock = (serverTime: number): ClockReading => ({
  service: "astra",
  serverTime,
  receivedAt: 0,
});

describe("observe", () => {
  it("brings together what every service says", async () => {
    const first = storeOf({ name: "a", secrets: [cellAt(NOW, "A", "a")] });
    const second = storeOf({
      name: "b",
      secrets: [cellAt(undefined, "B", "b")],
    });
    const { ports } = portsOf({ targets: [first, second] });
    expect(await observe(ports, policyOf())).toMatchObject({
      organization: "organization-1",
      roles: [ROLE],
      tokens: [ADMIN],
      secrets: [cellAt(NOW, "A", "a"), cellAt(undefined, "B", "b")],
      overrides: [],
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
    const { ports } = portsOf({
      targets: [storeOf()],
      organization: () =>
        Promise.resolve({ value: "o", clock: astraClock(NOW - 7_000) }),
      list: () => Promise.resolve({ value: [ADMIN], clock: undefined }),
    });
    expect((await observe(ports, policyOf())).clocks.offset).toBe(7_000);
    const other = portsOf({
      targets: [storeOf()],
      organization: () => Promise.resolve({ value: "o", clock: undefined }),
      list: () =>
        Promise.resolve({ value: [ADMIN], clock: astraClock(NOW - 5_000) }),
    });
    expect((await observe(other.ports, policyOf())).clocks.offset).toBe(5_000);
  });

  it("tells Astra's time by the clock that has gone furthest, though the machine stood still between the answers", async () => {
    let stoodStill = 0;
    const { ports } = portsOf({
      targets: [storeOf()],
      stoodStill: () => stoodStill,
    });
    const { clocks } = await observe(ports, policyOf());
    expect(clocks.astraAt(ports.clock.elapsed())).toBe(NOW);
    stoodStill = 600_000;
    expect(clocks.astraAt(ports.clock.elapsed())).toBe(NOW + 600_000);
  });

  it.each([
    ["says none", undefined],
    ["says one before any time", -1],
    ["says one later than any marker can", LATEST_INSTANT + 1],
  ])(
    "tells Astra's time by the other answer where one %s",
    async (_name, at) => {
      const clock = at === undefined ? undefined : astraClock(at);
      const { ports } = portsOf({
        targets: [storeOf()],
        list: () => Promise.resolve({ value: [ADMIN], clock }),
      });
      const { clocks } = await observe(ports, policyOf());
      expect(clocks.astraAt(5_000)).toBe(NOW + 5_000);
    },
  );

  it.each([
    ["none where none is said", [undefined, undefined], undefined],
    ["the only one", [undefined, NOW + DAY, undefined], NOW + DAY],
    ["the earliest, said last", [NOW + 2 * DAY, NOW + DAY], NOW + DAY],
    ["the earliest, said first", [NOW + DAY, NOW + 2 * DAY], NOW + DAY],
  ])(
    "takes of the ends of GitHub's credential %s",
    async (_name, ends, earliest) => {
      const endOf = (expiresOn: number) => ({
        expiresOn,
        renewAt: `https://example.test/${String(expiresOn)}`,
      });
      const targets = ends.map((end) => {
        const store = storeOf();
        return storeOf({
          observe: async () => {
            const seen = await store.observe();
            return end === undefined
              ? seen
              : { ...seen, credentialEnd: endOf(end) };
          },
        });
      });
      const { githubEnd } = await observe(
        portsOf({ targets }).ports,
        policyOf(),
      );
      expect(githubEnd).toEqual(
        earliest === undefined ? undefined : endOf(earliest),
      );
    },
  );

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

describe("an observation that is not fit to decide by", () => {
  const observing = async (
    policy: Parameters<typeof policyOf>[0],
    ways: Parameters<typeof portsOf>[0] = {},
  ) => {
    const standIns = portsOf({ targets: [storeOf()], ...ways });
    const seen: unknown = await observe(standIns.ports, policyOf(policy)).catch(
      (error: unknown) => error,
    );
    return { ...standIns, seen };
  };
  const belongingTo = (organization: string) => () =>
    Promise.resolve({ kind: "organization", organization } as const);
  const previous = (kind: "refused" | "unclear") => ({
    organizationOfPrevious: () => Promise.resolve({ kind }),
  });

  it("is one of another organization than organization-id says", async () => {
    const { seen } = await observing({ organizationId: "organization-2" });
    expect(seen).toMatchObject({
      code: "organization-mismatch",
      summary:
        "`astra-token` belongs to the organization organization-1, but `organization-id` is organization-2.",
      remedy:
        "Nothing was minted. Store a token of the right organization in the secret that `astra-token` reads, or correct `organization-id`.",
      rerun: "fix-first",
    });
    const same = await observing({ organizationId: "organization-1" });
    expect(same.seen).toMatchObject({ organization: "organization-1" });
  });

  it.each([
    ["all that an id is made of", "Az09_-", "Az09_-"],
    ["a question mark for anything else", "a b\n`c`::é", "a?b??c????"],
    ["no more than 64 characters", "a".repeat(65), "a".repeat(64)],
  ])("shows of an organization's id %s", (_name, id, shown) => {
    const own = "organization-1";
    const error = thrownBy(() => {
      requireOrganization(id, { organizationId: own });
    });
    expect(error).toHaveProperty(
      "summary",
      `\`astra-token\` belongs to the organization ${shown}, but \`organization-id\` is ${own}.`,
    );
  });

  it("is a list without the admin token", async () => {
    const { seen } = await observing({}, { tokens: [] });
    expect(seen).toMatchObject({ code: "list-not-whole" });
  });

  it("is one with markers of a newer format for this home", async () => {
    const newer = (home: string) => ({
      ...ADMIN,
      clientId: "newer",
      description: `atr3 ${home}id000001 and more`,
    });
    const own = await observing({}, { tokens: [ADMIN, newer("home0001")] });
    expect(own.seen).toMatchObject({
      code: "marker-newer",
      summary:
        "A newer version of this action minted newer for this repository; this version cannot read its markers.",
      remedy:
        "Nothing was changed. Use the newer version in every workflow of the repository.",
      rerun: "fix-first",
    });
    const other = await observing({}, { tokens: [ADMIN, newer("home0002")] });
    expect(other.seen).not.toHaveProperty("code");
  });

  it("is one whose previous-token belongs to another organization", async () => {
    const { seen } = await observing(
      { previousClientId: "theirs" },
      { organizationOfPrevious: belongingTo("theirs-1") },
    );
    expect(seen).toMatchObject({
      code: "previous-elsewhere",
      summary:
        "`previous-token` (theirs) belongs to the organization theirs-1, but `astra-token` belongs to organization-1.",
      remedy:
        "Nothing was minted, because a token of the wrong organization would have been written. Use an `astra-token` of the secret's own organization, or remove `previous-token` if the move is intended.",
      rerun: "fix-first",
    });
  });

  it("is none whose unlisted previous-token belongs to the same organization", async () => {
    const { seen } = await observing(
      { previousClientId: "unlisted" },
      { organizationOfPrevious: belongingTo("organization-1") },
    );
    expect(seen).toMatchObject({
      previous: { kind: "organization", organization: "organization-1" },
    });
  });

  it("asks whose previous-token is only where the list does not show it", async () => {
    const tokens = [ADMIN, handMade("shown", NOW - DAY)];
    const shown = await observing({ previousClientId: "shown" }, { tokens });
    expect(shown.calls).not.toContain("organization of previous");
    const none = await observing({});
    expect(none.calls).not.toContain("organization of previous");
    const dead = await observing(
      { previousClientId: "gone" },
      previous("refused"),
    );
    expect(dead.seen).toMatchObject({ previous: { kind: "refused" } });
  });

  it("needs no roles in mode retire, and goes on without them in mode check", async () => {
    const roles = () => Promise.reject(errorOf("No right."));
    const retire = await observing({ mode: "retire" }, { roles });
    expect(retire.calls).not.toContain("roles");
    expect(retire.seen).toMatchObject({ roles: [], rolesUnchecked: undefined });
    const check = await observing({ mode: "check" }, { roles });
    expect(check.seen).toMatchObject({
      roles: [],
      rolesUnchecked: { summary: "No right." },
    });
    const rotate = await observing({}, { roles });
    expect(rotate.seen).toMatchObject({ summary: "No right." });
    const unknown = () =>
      Promise.reject(errorOf("No such role.", { code: "role-unknown" }));
    const wrong = await observing({ mode: "check" }, { roles: unknown });
    expect(wrong.seen).toMatchObject({ code: "role-unknown" });
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
