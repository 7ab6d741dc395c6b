import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Evidence } from "./leak-oracle-evidence.ts";
import { judge } from "./leak-oracle.ts";

const USER = "svc-runner";
const HOST = "proxy.example.org:3128";

/** The evidence of a run that was given a proxy and has done nothing. */
function evidenceOf(address: string, stdout = ""): Evidence {
  return {
    inputs: {},
    env: { HTTPS_PROXY: address },
    moreSecrets: [],
    exitCode: 0,
    stdout,
    stderr: "",
    masks: [],
    files: new Map(),
    commandLines: [],
    requests: [],
    answers: [],
  };
}

const leaksIn = (address: string, stdout: string) =>
  judge(evidenceOf(address, stdout)).leaks.map(({ secret }) => secret);

const encoded = (password: string) =>
  `http://${USER}:${encodeURIComponent(password)}@${HOST}`;

describe("The leak oracle, of a proxy with a password", () => {
  const password = `P@ssw0rd/${randomBytes(9).toString("hex")}`;
  const address = encoded(password);
  const whole = `${USER}:${password}`;
  const basic = Buffer.from(whole).toString("base64");

  it.each([
    ["as it was written", encodeURIComponent(password)],
    ["as it is meant", password],
    ["the second half of it", password.slice(9)],
    ["the user", USER],
    ["user and password", whole],
    ["what authenticates to the proxy", `Basic ${basic}`],
    ["a part of that", basic.slice(8, 24)],
  ])("finds %s", (_, text) => {
    expect(leaksIn(address, `It is ${text}.\n`)).not.toEqual([]);
  });

  it("has nothing against the proxy's name", () => {
    expect(leaksIn(address, `Requests go through ${HOST}.\n`)).toEqual([]);
  });
});

describe("The leak oracle, of a password that is cut by its own characters", () => {
  it.each([
    ["P@ssw0rd/2024", "ssw0rd"],
    ["P@ssw0rd/2024", "2024"],
    ["2024#Summer", "2024"],
    ["2024#Summer", "summer"],
    ["a?Winter", "winter"],
  ])("finds a piece of %s: %s", (password, piece) => {
    for (const address of [
      `http://${USER}:${password}@${HOST}`,
      encoded(password),
    ])
      for (const text of [piece, `${piece}.`, `(${piece}:443)`, `%3A${piece}`])
        expect(leaksIn(address, `The proxy is ${text}\n`)).toContain(
          "piece of a proxy password",
        );
  });

  it("finds it in a file, too, where look-ups are recorded", () => {
    const evidence = {
      ...evidenceOf(`${USER}:P@ssw0rd/2024@${HOST}`),
      files: new Map([["temporary/contacts", 'lookup "ssw0rd"\n']]),
    };
    expect(judge(evidence).leaks).toEqual([
      {
        secret: "piece of a proxy password",
        form: "raw",
        sink: "file temporary/contacts",
      },
    ]);
  });

  it("does not take a longer word for it", () => {
    const address = `http://${USER}:2024#Summer@${HOST}`;
    const stdout = "Summertime, 12024 things; midsummer.\n";
    expect(leaksIn(address, stdout)).toEqual([]);
  });

  it("does not ask for it where there is no password", () => {
    const stdout = `Requests go through ${HOST}, not 10.0.0.0.\n`;
    expect(leaksIn(`http://${HOST}`, stdout)).toEqual([]);
  });
});
