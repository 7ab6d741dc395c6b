import { declaredInputs } from "./shipped-actions.ts";
import type { ServedStep } from "./workflow.ts";

/** What the sandbox cannot show of the steps. */
export function notesOn(steps: readonly ServedStep[]): readonly string[] {
  return steps.flatMap(({ given, action, network }) => {
    const declared = declaredInputs(action);
    const unknown = Object.keys(given).filter((name) => !(name in declared));
    const isElsewhere = ["astra-api-url", "github-api-url"].some(
      (name) => (given[name] ?? "") !== "",
    );
    return [
      ...unknown.map(
        (name) =>
          `The action has no input \`${name}\`. GitHub only warns of that, and the run goes on without it.`,
      ),
      ...(isElsewhere
        ? ["The addresses of the services are the sandbox's own, not yours."]
        : []),
      ...((given["database"] ?? "") === ""
        ? []
        : [
            "The database is the sandbox's own, with the keyspaces that it has.",
          ]),
      ...(network.length > 0
        ? [
            `The services run on this machine, so ${network.join(" and ")} of the job cannot be tried here.`,
          ]
        : []),
    ];
  });
}
