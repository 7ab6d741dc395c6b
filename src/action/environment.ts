import type { InputProblem } from "./inputs.ts";

/** Variables that an earlier step, or somebody who wanted to help, may have set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What in the environment makes a safe run impossible; told like a malformed input, before any request. */
export function environmentProblems(env: Environment): readonly InputProblem[] {
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
