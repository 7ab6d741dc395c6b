import { gzipSync } from "node:zlib";
import { json } from "../../../simulators/kernel/answers.ts";
import type { SimulatedAnswer } from "../../../simulators/kernel/gate.ts";
import { CANARY } from "../canary.ts";
import type { FaultKind } from "./fault.ts";

const HOSTILE = `${CANARY}\n::add-mask::x\r\n##[error]${CANARY}\u001b[31m<img src=x>|\`[x](http://x.invalid)\u2028`;
const BOMB_BYTES = 64 * 1024 * 1024;
const HOUR_MS = 3_600_000;

/** The service acts, and its answer is spoilt on the way. */
export const BODY_FAULTS: readonly FaultKind[] = [
  spoilt("malformed-json", ({ body }) => `${textOf(body)}${CANARY}`),
  {
    ...spoilt("truncated-json", ({ body }) =>
      textOf(body).slice(0, Math.floor(body.length / 2)),
    ),
    strikes: ({ hasBody }) => hasBody,
  },
  {
    ...spoilt("empty-body", () => ""),
    strikes: ({ hasBody }) => hasBody,
  },
  spoilt("wrong-shape", () => JSON.stringify({ [CANARY]: [null, 1] })),
  spoilt("null-body", () => "null"),
  {
    name: "wrong-content-type",
    heals: false,
    verdict: () =>
      rewrite((answer) => withHeader(answer, "content-type", "text/html")),
  },
  {
    name: "compression-bomb",
    heals: true,
    verdict: () =>
      rewrite((answer) => ({
        ...withHeader(answer, "content-encoding", "gzip"),
        status: 200,
        body: gzipSync(Buffer.alloc(BOMB_BYTES)),
      })),
  },
  {
    name: "hostile-text",
    heals: false,
    strikes: ({ hasBody }) => hasBody,
    verdict: () =>
      rewrite((answer) => ({ ...answer, body: hostile(textOf(answer.body)) })),
  },
  {
    name: "hostile-error",
    heals: false,
    verdict: () => ({
      kind: "answer",
      when: "before",
      answer: json(400, {
        message: HOSTILE,
        errors: [{ ID: 1, message: HOSTILE }],
      }),
    }),
  },
  {
    name: "no-date",
    heals: false,
    verdict: () => rewrite((answer) => withHeader(answer, "date", "")),
  },
  {
    name: "other-date",
    heals: false,
    verdict: ({ stage }) => {
      const date = new Date(stage.world.clock.now() + HOUR_MS).toUTCString();
      return rewrite((answer) => withHeader(answer, "date", date));
    },
  },
];

function rewrite(how: (answer: SimulatedAnswer) => SimulatedAnswer) {
  return { kind: "rewrite", rewrite: how } as const;
}

function spoilt(
  name: string,
  body: (answer: SimulatedAnswer) => string,
): FaultKind {
  return {
    name,
    heals: false,
    verdict: () =>
      rewrite((answer) => ({
        ...answer,
        status: answer.status === 204 ? 200 : answer.status,
        body: body(answer),
      })),
  };
}

function withHeader(
  answer: SimulatedAnswer,
  name: string,
  value: string,
): SimulatedAnswer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : Buffer.from(body).toString("utf8");
}

/** A well-formed answer with members, entries and keys that would do harm if they were believed. */
function hostile(body: string): string {
  const value: unknown = JSON.parse(body);
  if (Array.isArray(value)) {
    return JSON.stringify([
      ...(value as readonly unknown[]),
      { id: HOSTILE, name: HOSTILE, policy: { actions: [HOSTILE] } },
    ]);
  }
  const object: Record<string, unknown> = {
    ...(value as Readonly<Record<string, unknown>>),
    note: HOSTILE,
  };
  if (Array.isArray(object["clients"])) {
    const clients = object["clients"] as readonly unknown[];
    object["clients"] = [...clients, ...HOSTILE_CLIENTS];
  }
  return JSON.stringify(object).replace(
    "{",
    `{"__proto__":{"status":500,"${CANARY}":1},"constructor":null,`,
  );
}

const HOSTILE_CLIENTS = [
  { clientId: "../../v2/currentOrg", roles: [HOSTILE], description: HOSTILE },
  { clientId: "__proto__", roles: null, description: null },
  { clientId: HOSTILE, roles: [], description: "" },
  { clientId: "constructor", roles: [HOSTILE], description: HOSTILE },
  null,
  17,
];
