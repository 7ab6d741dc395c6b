import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { AstraBehaviour } from "./behaviour.ts";

function envelope(
  status: number,
  ID: number,
  message: string,
): SimulatedAnswer {
  return json(status, { errors: [{ ID, message }] });
}

/** The error answers that are known, each with the id it was seen with. */
export const errors = {
  noToken: () => envelope(401, 340002, "no bearer token in request"),
  malformedToken: () => envelope(401, 340016, "Resource, token, was malformed"),
  wrongThirdPart: () => envelope(403, 340017, "Resource, token, was malformed"),
  deadToken: (status: number) =>
    envelope(status, 340018, "Resource not found: token with identifier"),
  badRequest: (message: string) => envelope(400, 340004, message),
  forbidden: ({
    forbidden,
  }: Pick<AstraBehaviour, "forbidden">): SimulatedAnswer => {
    switch (forbidden) {
      case "envelope-403":
        return envelope(403, 340010, "insufficient permissions");
      case "null-401":
        return json(401, null);
      case "string-401":
        return json(401, "unauthorized");
      default:
        return forbidden satisfies never;
    }
  },
};
