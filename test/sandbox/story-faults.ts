import type { Gate } from "../simulators/kernel/gate.ts";
import { TOKEN_SECRET } from "./demo.ts";

/** GitHub refuses every write, as when a token lacks the permission. */
export const mayNotWrite: Gate = ({ method }) =>
  method === "PUT"
    ? {
        kind: "answer",
        when: "before",
        answer: {
          status: 403,
          headers: {},
          body: JSON.stringify({
            message: "Resource not accessible by personal access token",
          }),
        },
      }
    : { kind: "pass" };

/** The first secret is written, but its answer never comes; the second is never reached. */
export function dieAtTheFirstWrite(kill: () => void): Gate {
  return ({ method, path }) => {
    if (method !== "PUT") return { kind: "pass" };
    if (!path.endsWith(`/${TOKEN_SECRET}`)) {
      return { kind: "hang", when: "before" };
    }
    kill();
    return { kind: "hang", when: "after" };
  };
}
