import type {
  SimulatedAnswer,
  Verdict,
} from "../../../simulators/kernel/gate.ts";
import type { RehearsedStep } from "../steps.ts";
import type { FaultKind } from "./fault.ts";

const LAG_MS = 60_000;

interface List {
  readonly clients: readonly { readonly clientId: string }[];
}

const isList = ({ request }: RehearsedStep): boolean =>
  request.operation === "astra.tokens.list";
const isMinting = ({ request }: RehearsedStep): boolean =>
  request.operation === "astra.tokens.create";

/** Answers that are well-formed and untrue: lists that lag, repeat and lose entries, mintings that give something else. */
export const UNTRUE_ANSWERS: readonly FaultKind[] = [
  {
    name: "stale-list",
    heals: false,
    strikes: isList,
    verdict: ({ stage: { world } }) => {
      world.astra.setBehaviour({ listLagMs: LAG_MS });
      return rewriteWith((answer) => {
        world.astra.setBehaviour({ listLagMs: 0 });
        return answer;
      });
    },
  },
  {
    name: "doubled-reversed-list",
    heals: false,
    strikes: isList,
    verdict: () =>
      relisted(({ clients }) => [...clients, ...clients].reverse()),
  },
  {
    name: "list-without-newest",
    heals: false,
    misleads: true,
    strikes: isList,
    verdict: ({ stage }) =>
      relisted(({ clients }) => {
        const newest = clients.findLast(({ clientId }) =>
          stage.own.has(clientId),
        );
        return clients.filter((one) => one !== newest);
      }),
  },
  {
    name: "empty-list",
    heals: false,
    strikes: isList,
    verdict: () => relisted(() => []),
  },
  reminted("minted-without-secret", ({ clientId, orgId, roles }) => ({
    clientId,
    orgId,
    roles,
  })),
  reminted("minted-with-other-roles", (body) => ({
    ...body,
    roles: ["ad0566b5-2a67-49de-89e8-92258c2f2c98"],
  })),
  reminted("minted-in-other-organization", (body) => ({
    ...body,
    orgId: "00000000-0000-4000-8000-000000000000",
  })),
  reminted("minted-with-other-hash", (body) => ({
    ...body,
    token: String(body["token"]).replace(/.$/u, (end) =>
      end === "0" ? "1" : "0",
    ),
  })),
];

function rewriteWith(
  rewrite: (answer: SimulatedAnswer) => SimulatedAnswer,
): Verdict {
  return { kind: "rewrite", rewrite };
}

function relisted(change: (list: List) => readonly unknown[]): Verdict {
  return rewriteWith((answer) => {
    const list = JSON.parse(String(answer.body)) as List;
    return { ...answer, body: JSON.stringify({ clients: change(list) }) };
  });
}

function reminted(
  name: string,
  change: (body: Record<string, unknown>) => Record<string, unknown>,
): FaultKind {
  return {
    name,
    heals: false,
    strikes: isMinting,
    verdict: () =>
      rewriteWith((answer) => ({
        ...answer,
        body: JSON.stringify(
          change(JSON.parse(String(answer.body)) as Record<string, unknown>),
        ),
      })),
  };
}
