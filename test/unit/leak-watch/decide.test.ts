import { describe, expect, it } from "vitest";
import {
  planFor,
  registerOf,
  verdictOf,
} from "../../../src/leak-watch/decide.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import { formatMarker, type Marker } from "../../../src/rotation/marker.ts";

const NOW = Date.UTC(2026, 0, 1);
const LINEAGE = { home: "homehome", id: "rotation" };

function marked(
  clientId: string,
  more: Partial<Marker> = {},
  generatedOn = NOW,
): ListedToken {
  const marker: Marker = {
    ...LINEAGE,
    places: 1,
    placeCount: 1,
    roles: undefined,
    attempt: clientId.padEnd(12, "x"),
    mintedAt: generatedOn,
    clockOffsetMs: 0,
    fenceMs: 60_000,
    lowWater: undefined,
    named: undefined,
    emergency: false,
    cause: "planned",
    run: "1.1",
    ...more,
  };
  return listed(clientId, formatMarker(marker, "words"), generatedOn);
}

function listed(
  clientId: string,
  description = "",
  generatedOn = NOW,
): ListedToken {
  return {
    clientId,
    description,
    generatedOn,
    expiresOn: undefined,
    roles: [],
  };
}

const register = (tokens: readonly ListedToken[], adminClientId = "admin") =>
  registerOf(tokens, {
    lineage: LINEAGE,
    coverage: { covers: ({ places }) => places === 1 },
    adminClientId,
  });

describe("The register of client ids", () => {
  it("tells by the markers whose a listed token is", () => {
    const { standingOf, newest } = register([
      listed("admin"),
      marked("old", {}, NOW - 1_000),
      marked("new"),
      marked("wide", { places: 2 }, NOW - 2_000),
      marked("other", { id: "another1" }),
      listed("hand"),
    ]);
    expect(newest).toBe("new");
    expect(
      ["admin", "old", "new", "wide", "other", "hand", "gone"].map(standingOf),
    ).toEqual([
      "admin",
      "ours",
      "ours",
      "uncovered",
      "foreign",
      "foreign",
      "unlisted",
    ]);
  });

  it("takes for its own what the rotation took over, but never the key that it acts with", () => {
    const tokens = [
      listed("hand"),
      marked("new", { named: { clientId: "hand", as: "adopted" } }),
    ];
    expect(register(tokens).standingOf("hand")).toBe("ours");
    expect(register(tokens, "hand").standingOf("hand")).toBe("admin");
  });

  it("takes a copy of a marker for foreign", () => {
    const original = marked("new");
    const copy = { ...original, clientId: "copy", generatedOn: NOW + 1_000 };
    const { standingOf } = register([original, copy]);
    expect(standingOf("copy")).toBe("foreign");
  });
});

describe("The verdict on a leaked value", () => {
  const accepted = { kind: "organization", organization: "own" } as const;

  it.each(["ours", "uncovered", "admin", "foreign", "unlisted"] as const)(
    "is dead only by Astra's refusal, whatever the list says (%s)",
    (standing) => {
      expect(verdictOf({ kind: "refused" }, standing, "own")).toBe("dead");
      expect(verdictOf({ kind: "unclear" }, standing, "own")).toBe("unclear");
      expect(verdictOf(accepted, standing, "own")).not.toBe("dead");
      expect(verdictOf(accepted, standing, "another")).toBe("elsewhere");
    },
  );

  it("of one that Astra accepts and does not list is that it is a stranger", () => {
    expect(verdictOf(accepted, "unlisted", "own")).toBe("foreign");
  });
});

describe("The plan for a live token of the rotation", () => {
  it("is an emergency unless it is proven that no secret can hold it", () => {
    expect(planFor("a", "admin", undefined)).toBe("emergency");
    expect(planFor("a", "admin", () => false)).toBe("emergency");
    expect(planFor("a", "admin", () => true)).toBe("revoke");
  });

  it("never revokes the key that the run acts with", () => {
    expect(planFor("admin", "admin", () => true)).toBe("emergency");
  });
});
