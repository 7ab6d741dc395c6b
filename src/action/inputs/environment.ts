import { chooseProxy, type Environment } from "../../http/proxy.ts";
import type { InputProblem, Inputs } from "./inputs.ts";

/** The services that a run speaks to. */
type Services = Pick<Inputs, "astraApiUrl" | "githubApiUrl">;

/**
 * What in the environment, which an earlier step or a well-meaning person may have changed, makes
 * a safe run impossible; told like a malformed input, before any request.
 */
export function environmentProblems(
  env: Environment,
  services?: Services,
): readonly InputProblem[] {
  return [
    ...waivedVerification(env),
    ...(services === undefined ? [] : malformedProxies(env, services)),
  ];
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

function malformedProxies(
  env: Environment,
  { astraApiUrl, githubApiUrl }: Services,
): readonly InputProblem[] {
  const choices = [astraApiUrl, githubApiUrl].map((url) =>
    chooseProxy(url, env),
  );
  const malformed = choices.find(({ kind }) => kind === "malformed");
  return malformed?.kind !== "malformed"
    ? []
    : [
        {
          input: malformed.variable,
          problem: "is not the address of an HTTP proxy.",
          allowed:
            "such as http://proxy.example.com:3128; services that need none are named in no_proxy.",
        },
      ];
}
