import { describe, expect, it } from "vitest";
import type { TargetSpec } from "../../../src/github/target-spec.ts";
import type { TokenKind } from "../../../src/github/task.ts";
import {
  expiryIn,
  newTokenPage,
  TokenExpiry,
} from "../../../src/github/token-expiry.ts";

const HEADER = "github-authentication-token-expiration";

const answer = (value?: string) => ({
  header: (name: string) => (name === HEADER ? value : undefined),
});

const RECORDED = Date.UTC(2023, 6, 31, 18, 41, 7);

describe("the header of a token's expiry", () => {
  it.each(["2023-07-31 18:41:07 UTC", "2023-07-31 13:41:07 -0500"])(
    "is read as GitHub writes it: %s",
    (value) => {
      expect(expiryIn(answer(value))).toBe(RECORDED);
    },
  );

  it.each([
    undefined,
    "",
    "never",
    "2023-07-31",
    "2023-07-31T18:41:07Z",
    "2023-07-31 18:41:07",
    "2023-07-31 18:41:07 PST",
    "2023-13-31 18:41:07 UTC",
    "2023-07-31 25:41:07 UTC",
    "99999-07-31 18:41:07 UTC",
    "2023-07-31 18:41:07 UTC, 2024-07-31 18:41:07 UTC",
    "2023-07-31 18:41:07 UTC\n::error::x",
  ])("is ignored in any other form: %j", (value) => {
    expect(expiryIn(answer(value))).toBeUndefined();
  });
});

describe("the expiry of an account's token", () => {
  const observed = (kind: TokenKind, ...values: (string | undefined)[]) => {
    const expiry = new TokenExpiry(kind);
    for (const value of values) expiry.observe(answer(value));
    return expiry.expiresOn;
  };
  const value = "2023-07-31 18:41:07 UTC";

  it("is what the latest answer said that said one", () => {
    expect(observed("fine-grained")).toBeUndefined();
    expect(observed("classic", undefined, value, undefined, "soon")).toBe(
      RECORDED,
    );
    expect(observed("unknown", value, "2023-08-01 18:41:07 UTC")).toBe(
      RECORDED + 86_400_000,
    );
  });

  it("is none where tokens live for an hour anyway", () => {
    for (const kind of ["app", "installation", "workflow"] as const) {
      expect(observed(kind, value)).toBeUndefined();
    }
  });
});

describe("the page that makes another token", () => {
  const web: TargetSpec = {
    kind: "repository",
    store: "actions",
    owner: "acme",
    repository: "web",
  };
  const page = (specs: readonly TargetSpec[], url = "https://api.github.com") =>
    newTokenPage(new URL(url), specs);

  it("is filled in with owner, lifetime and the permissions of the targets", () => {
    expect(page([web])).toBe(
      "https://github.com/settings/personal-access-tokens/new?name=astra-token-rotator&target_name=acme&expires_in=366&secrets=write",
    );
    const everywhere = page([
      web,
      { ...web, owner: "ACME", store: "dependabot" },
      { ...web, kind: "environment", store: "actions", environment: "prod" },
      {
        kind: "organization",
        store: "actions",
        organization: "acme",
      } as TargetSpec,
    ]);
    expect(everywhere).toMatch(
      /expires_in=366&secrets=write&dependabot_secrets=write&environments=write&organization_secrets=write$/u,
    );
  });

  it("leaves the owner open where there are several", () => {
    expect(page([web, { ...web, owner: "other" }])).not.toContain(
      "target_name",
    );
  });

  it("is not known on another server", () => {
    expect(page([web], "https://ghe.acme.example/api/v3")).toBeUndefined();
    expect(page([web], "https://api.acme.ghe.com")).toBeUndefined();
  });
});
