import type { Inputs } from "../kit/run-action.ts";
import type { ServedStep } from "./workflow.ts";

/** The secret that holds the token, and the one that holds all three strings as JSON. */
export const TOKEN_SECRET = "ASTRA_DB_APPLICATION_TOKEN";
export const JSON_SECRET = "ASTRA_DB_CREDENTIALS";

/** What the workflow of the story says under `with:`, beside the two tokens that it passes. */
export const SETTINGS: Inputs = {
  role: "Read/Write Service Account",
  "secret-name": TOKEN_SECRET,
  "secret-name-json": JSON_SECRET,
  "rotate-after": "30d",
  overlap: "24h",
};

/** The same as lines of the workflow's `with:`. */
export function settingLines(): readonly string[] {
  const pairs = Object.entries({
    ...SETTINGS,
    "previous-token": `\${{ secrets.${TOKEN_SECRET} }}`,
  });
  return pairs.map(([name, value]) => `${name}: ${value}`);
}

/** The step of the story's workflow. */
export function demoStep(): ServedStep {
  return {
    label: "the demo's workflow",
    action: "",
    given: {
      "astra-token": "${{ secrets.ASTRA_ADMIN_TOKEN }}",
      "github-token": "${{ secrets.SECRETS_WRITER_TOKEN }}",
      ...SETTINGS,
      "previous-token": `\${{ secrets.${TOKEN_SECRET} }}`,
      "rotate-after": "${{ inputs.rotate-now && '0' || '30d' }}",
      "dry-run": "${{ inputs.dry-run }}",
      compromised: "${{ inputs.compromised }}",
    },
    environment: undefined,
    matrix: {},
    network: [],
    isByHand: false,
    dispatch: {
      "dry-run": { type: "boolean", default: false },
      "rotate-now": { type: "boolean", default: false },
      compromised: { type: "boolean", default: false },
    },
    called: {},
  };
}
