import { randomUUID } from "node:crypto";
import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";

/**
 * An error as the Data API tells it: most of them with the status 200.
 * https://github.com/stargate/data-api, src/main/resources/errors.yaml
 */
export function dataApiError(
  errorCode: string,
  message: string,
  status: 200 | 401 = 200,
): SimulatedAnswer {
  return json(status, {
    errors: [
      {
        message,
        errorCode,
        id: randomUUID(),
        family: "REQUEST",
        title: message,
        scope: status === 401 ? "SECURITY" : "",
      },
    ],
  });
}

/** The refusals that have to do with the token. */
export const refusals = {
  noToken: () =>
    dataApiError(
      "MISSING_AUTHENTICATION_TOKEN",
      "The command did not include an authorization token",
      401,
    ),
  deadToken: () =>
    dataApiError(
      "UNAUTHENTICATED_REQUEST",
      "Authentication failed for request due to invalid token.",
      401,
    ),
  forbidden: (status: 200 | 401) =>
    dataApiError(
      "UNAUTHORIZED_ACCESS",
      "The command is not authorized to perform the action on the database.",
      status,
    ),
};
