import { describe, expect, it } from "vitest";
import { settingsOf } from "../../../../src/action/inputs/settings.ts";
import type { RunSettings } from "../../../../src/rotation/run.ts";
import { accepted, type Given } from "./parsed-inputs.ts";

const settings = (given: Given): RunSettings =>
  settingsOf(accepted(given), () => ({ home: "", id: "", places: [] }), {
    attempt: "a",
    run: "0.0",
  });

describe("the words of a marker", () => {
  it.each<readonly [Given, string]>([
    [{}, "acme/ops ASTRA_DB_APPLICATION_TOKEN"],
    [
      { environment: "prod / eu" },
      "acme/ops prod / eu ASTRA_DB_APPLICATION_TOKEN",
    ],
    [{ "secret-name": "", "secret-name-json": "J" }, "acme/ops J"],
    [{ "secret-name": "", "secret-name-client-secret": "S" }, "acme/ops S"],
    [
      {
        targets: "- organization: acme\n- repository: acme/web",
        "rotation-id": "r",
      },
      "acme +1 ASTRA_DB_APPLICATION_TOKEN",
    ],
  ])("tell where the token belongs: %o", (given, words) => {
    expect(settings(given).words).toBe(words);
  });
});
