import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  lineageName,
  markerWords,
  runName,
} from "../../../src/action/identity.ts";
import {
  formatMarker,
  type Marker,
  parseMarker,
} from "../../../src/rotation/marker.ts";
import { accepted, type Given } from "./inputs/parsed-inputs.ts";

async function nameOf(given: Given, workflow = "acme/ops"): Promise<string> {
  return lineageName(await accepted(given), workflow);
}

describe("the name of a rotation", () => {
  it("is the rotation-id where a marker has room for it", async () => {
    for (const id of ["a", "web.prod_1-2", "x".repeat(22)]) {
      expect(await nameOf({ "rotation-id": id })).toBe(id);
    }
  });

  it("is a hash of a longer rotation-id, which no rotation-id can be", async () => {
    const name = await nameOf({ "rotation-id": "x".repeat(23) });
    expect(name).toMatch(/^~[A-Za-z0-9_-]{21}$/u);
    expect(name).not.toBe(await nameOf({ "rotation-id": "x".repeat(24) }));
  });

  it("is derived from the workflow's repository, the target and the first secret", async () => {
    const derived = await nameOf({});
    const others = await Promise.all([
      nameOf({}, "acme/other"),
      nameOf({ repository: "acme/web" }),
      nameOf({ environment: "production" }),
      nameOf({ "secret-name": "OTHER" }),
      nameOf({ "secret-name": "", "secret-name-json": "J" }),
      nameOf({ targets: "- organization: acme" }),
      nameOf({ targets: "- repository: acme/ops\n  store: dependabot" }),
    ]);
    expect(derived).toMatch(/^~[A-Za-z0-9_-]{21}$/u);
    expect(new Set([derived, ...others]).size).toBe(1 + others.length);
  });

  it("does not change with what does not name it", async () => {
    const derived = await nameOf({});
    for (const given of [
      { repository: "ACME/Ops" },
      { "secret-name": "astra_db_application_token" },
      { "secret-name-json": "J" },
      { role: "RO User" },
      { "rotate-after": "30d" },
      { targets: "- repository: acme/ops\n- organization: acme" },
    ]) {
      expect(await nameOf(given)).toBe(derived);
    }
    expect(await nameOf({}, "Acme/OPS")).toBe(derived);
    // A change of this would make strangers of all tokens that are out there.
    expect(derived).toBe("~QHMX9XabKAVhv0BF9mVsj");
  });

  it("comes back whole from a marker, whatever the rotation-id", async () => {
    const marker: Omit<Marker, "lineage"> = {
      attempt: "abcdefghijkl",
      mintedAt: 1_767_583_020_000,
      clockOffsetMs: 0,
      fenceMs: 1_323_000,
      lowWater: undefined,
      adopts: undefined,
      emergency: false,
      run: runName("16020123456", "1"),
    };
    const inputs = await accepted();
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/u),
        fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/u),
        (one, other) => {
          const named = (rotationId: string): string =>
            lineageName({ ...inputs, rotationId }, "acme/ops");
          const lineage = named(one);
          const words = formatMarker({ ...marker, lineage }, "web TOKEN");
          expect(parseMarker(words)?.lineage).toBe(lineage);
          expect(named(other) === lineage).toBe(one === other);
        },
      ),
    );
  });
});

describe("the name of a run", () => {
  it.each([
    ["16020123456", "1", "7cxyudc.1"],
    [undefined, undefined, "0.0"],
    ["", "", "0.0"],
    ["12x", "-1", "0.0"],
    ["9".repeat(16), "99999", "2qgpckvng1s.55r"],
    ["9".repeat(17), "36", "0.10"],
  ])("is short: %s and %s give %s", (id, attempt, name) => {
    expect(runName(id, attempt)).toBe(name);
    expect(name).toMatch(/^[0-9a-z]{1,11}\.[0-9a-z]{1,3}$/u);
  });
});

describe("the words of a marker", () => {
  it.each<readonly [Given, string]>([
    [{}, "ops ASTRA_DB_APPLICATION_TOKEN"],
    [{ environment: "prod / eu" }, "ops/prod / eu ASTRA_DB_APPLICATION_TOKEN"],
    [{ "secret-name": "", "secret-name-json": "J" }, "ops J"],
    [{ "secret-name": "", "secret-name-client-secret": "S" }, "ops S"],
    [
      { targets: "- organization: acme\n- repository: acme/web" },
      "acme +1 ASTRA_DB_APPLICATION_TOKEN",
    ],
  ])("tell where the token belongs: %o", async (given, words) => {
    expect(markerWords(await accepted(given))).toBe(words);
  });
});
