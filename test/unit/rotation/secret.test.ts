import { Session } from "node:inspector";
import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/rotation/secret.ts";

const VALUE = "correct-horse-battery-staple";

/** A value where a text or a number is expected, by mistake. */
const taken = (value: object): string | number => value as unknown as string;

/** Every way in which a program turns a value into text by accident. */
const CONVERSIONS: readonly (readonly [string, (value: object) => string])[] = [
  ["String()", (value) => String(taken(value))],
  ["a template", (value) => `It is ${taken(value)}.`],
  ["concatenation", (value) => "It is " + String(taken(value))],
  ["arithmetic", (value) => String(Number(value))],
  ["join", (value) => [taken(value), [taken(value)]].join()],
  ["toLocaleString", (value) => taken(value).toLocaleString()],
  [
    "Object.prototype.toString",
    (value) => Object.prototype.toString.call(value),
  ],
  ["JSON", (value) => JSON.stringify({ value, list: [value] })],
  [
    "the entries of the object",
    (value) => JSON.stringify(Object.entries(value)),
  ],
  ["its property names", (value) => Reflect.ownKeys(value).map(String).join()],
  ["a spread", (value) => JSON.stringify({ ...value })],
  ["a structured clone", (value) => inspect(structuredClone({ value }))],
  ["v8.serialize", (value) => serialize(value).toString("latin1")],
  ["format %s", (value) => format("%s", value)],
  ["format %o", (value) => format("%o %O %j %d", value, value, value, value)],
  ["inspect", (value) => inspect(new Map([[value, new Set([value])]]))],
  [
    "inspect with everything shown",
    (value) =>
      inspect(value, { showHidden: true, depth: Infinity, getters: true }) +
      inspect(new Proxy(value, {}), { showProxy: true, showHidden: true }),
  ],
  [
    "inspect without the object's own say",
    (value) =>
      inspect(value, {
        customInspect: false,
        showHidden: true,
        depth: Infinity,
        getters: true,
      }),
  ],
  ["an error's message", (value) => new Error(String(taken(value))).message],
  ["an error's cause", (value) => inspect(new Error("x", { cause: value }))],
  [
    "the error of a wrong use",
    (value) => {
      try {
        (value as { nothing: () => string }).nothing();
        return "";
      } catch (thrown) {
        return inspect(thrown);
      }
    },
  ],
  ["a debugger's preview and properties", (value) => debuggerView(value)],
];

/** What a debugger shows of a value when it is logged and opened, three levels deep. */
function debuggerView(value: object): string {
  const session = new Session();
  session.connect();
  const seen: string[] = [];
  const open = (objectId: string | undefined, depth: number): void => {
    if (objectId === undefined || depth === 0) return;
    session.post(
      "Runtime.getProperties",
      { objectId, ownProperties: true, generatePreview: true },
      (_error, result) => {
        seen.push(JSON.stringify(result));
        const { privateProperties } = result as unknown as {
          privateProperties?: typeof result.result;
        };
        for (const { value: inner } of [
          ...result.result,
          ...(privateProperties ?? []),
        ]) {
          open(inner?.objectId, depth - 1);
        }
      },
    );
  };
  Object.assign(globalThis, { seenByDebugger: value });
  session.post(
    "Runtime.evaluate",
    { expression: "seenByDebugger", generatePreview: true },
    (_error, { result }) => {
      seen.push(JSON.stringify(result));
      open(result.objectId, 3);
    },
  );
  session.disconnect();
  Reflect.deleteProperty(globalThis, "seenByDebugger");
  return seen.join("\n");
}

describe("Secret", () => {
  it("gives its value to who asks for it by name", () => {
    expect(new Secret(VALUE).expose()).toBe(VALUE);
  });

  it.each(CONVERSIONS)("does not show it to %s (I5)", (_name, convert) => {
    expect(convert(new Secret(VALUE))).not.toContain(VALUE.slice(0, 8));
  });

  it.each(CONVERSIONS)(
    "is not the only value that %s would hide",
    (name, convert) => {
      const plain = new (class {
        readonly value = VALUE;
        toString = (): string => VALUE;
      })();
      const cannotShow = [
        ...["arithmetic", "Object.prototype.toString", "its property names"],
        ...["the error of a wrong use", "a structured clone", "v8.serialize"],
      ];
      if (cannotShow.includes(name)) return;
      expect(convert(plain)).toContain(VALUE.slice(0, 8));
    },
  );

  it("says what it is when it is shown", () => {
    const secret = new Secret(VALUE);
    expect(String(secret)).toBe("[redacted]");
    expect(inspect({ secret })).toBe("{ secret: [redacted] }");
    expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
    expect(Object.prototype.toString.call(secret)).toBe("[object Secret]");
  });
});
