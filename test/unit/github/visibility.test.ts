import { describe, expect, it } from "vitest";
import { visibilityInPayload } from "../../../src/github/visibility.ts";

const WEB = { owner: "acme", name: "web", id: 7 };
const HERE = { id: 7, full_name: "acme/web", private: true };

const seen = (
  repository: unknown,
  named: typeof WEB | { owner: string; name: string; id: undefined } = WEB,
) => visibilityInPayload(JSON.stringify({ repository }), named);

describe("the visibility in an event", () => {
  it("is private only where everything says so", () => {
    expect(seen(HERE)).toBe("private");
    expect(seen({ ...HERE, visibility: "internal" })).toBe("private");
    expect(seen({ ...HERE, private: false })).toBe("public");
    expect(seen({ ...HERE, visibility: "public" })).toBe("public");
    expect(seen({ ...HERE, private: false, visibility: "private" })).toBe(
      "public",
    );
  });

  it("is of this repository, by its number where that is known", () => {
    expect(seen({ ...HERE, full_name: "acme/renamed" })).toBe("private");
    expect(seen({ ...HERE, id: 8 })).toBe("unknown");
    const unnumbered = { ...WEB, id: undefined };
    expect(seen({ ...HERE, full_name: "ACME/web" }, unnumbered)).toBe(
      "private",
    );
    expect(seen({ ...HERE, full_name: "acme/other" }, unnumbered)).toBe(
      "unknown",
    );
  });

  it.each([undefined, null, "private", {}, { ...HERE, private: "true" }])(
    "is unknown of %j",
    (repository) => {
      expect(seen(repository)).toBe("unknown");
    },
  );

  it("is unknown where the payload is no JSON", () => {
    expect(visibilityInPayload("", WEB)).toBe("unknown");
    expect(visibilityInPayload("{", WEB)).toBe("unknown");
  });
});
