import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LeakCollection } from "../../../src/leak-watch/leaks.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const token = (): string =>
  `AstraCS:${"x".repeat(24)}:${randomBytes(32).toString("hex")}`;

const alert = (number: number, value: string | undefined) => ({
  number,
  createdAt: number,
  validity: "unknown",
  value: value === undefined ? undefined : new Secret(value),
});

describe("The collection of leaked values", () => {
  it("keeps one leak for each value, with every alert that names it", () => {
    const collection = new LeakCollection(() => undefined);
    const value = token();
    collection.add("acme/web", alert(1, value));
    collection.add("acme/api", alert(7, value));
    collection.add("acme/web", alert(2, token()));
    const { leaks, unreadable } = collection.found();
    expect(unreadable).toBe(0);
    expect(leaks).toHaveLength(2);
    expect(
      leaks[0]?.alerts.map(({ repository, number }) => [repository, number]),
    ).toEqual([
      ["acme/web", 1],
      ["acme/api", 7],
    ]);
    expect(leaks[0]?.clientId).toBe("x".repeat(24));
  });

  it("masks a token that an alert holds in base64, before it is used", () => {
    const masked: string[] = [];
    const collection = new LeakCollection((secret) => masked.push(secret));
    const value = token();
    collection.add("acme/web", alert(1, Buffer.from(value).toString("base64")));
    expect(masked).toEqual([value]);
    expect(collection.found().leaks[0]?.value.expose()).toBe(value);
  });

  it.each([undefined, "", "AstraCS:", "AstraCS:a b:00", "aGVsbG8="])(
    "counts what has no token (%j)",
    (value) => {
      const collection = new LeakCollection(() => undefined);
      collection.add("acme/web", alert(1, value));
      expect(collection.found()).toEqual({ leaks: [], unreadable: 1 });
    },
  );
});
