import { chooseProxy, type Environment } from "./proxy.ts";
import type { InputProblem } from "./inputs.ts";

/**
 * What makes a safe run impossible in the environment, which an earlier step
 * may have changed; reported like an invalid input, before any request.
 */
export function environmentProblems(env: Environment): readonly InputProblem[] {
  return [...waivedVerification(env), ...unusableProxy(env)];
}

function waivedVerification(env: Environment): readonly InputProblem[] {
  // Node waives the verification for this very text only.
  return env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
    ? [
        {
          input: "NODE_TLS_REJECT_UNAUTHORIZED",
          problem:
            "is 0, so that anybody on the way could pose as Astra or GitHub and take the tokens.",
          allowed:
            "not set. Where a server has a certificate of your own authority, name that authority's file in NODE_EXTRA_CA_CERTS.",
        },
      ]
    : [];
}

function unusableProxy(env: Environment): readonly InputProblem[] {
  const choice = chooseProxy(env);
  return choice.kind !== "malformed"
    ? []
    : [
        {
          input: choice.variable,
          problem: "is not the address of an HTTP proxy.",
          allowed:
            "http://host:port or http://user:password@host:port, with special characters of user and password percent-encoded, such as %40 for @ and %23 for #.",
        },
      ];
}
