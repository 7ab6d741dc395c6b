import type { Chapter } from "./chapter.ts";
import { allHold, always, claim, succeeded } from "./claims.ts";
import type { Stage } from "./stage.ts";

/** The chapter in which the token comes down to one database. */
export const ONE_DATABASE: Chapter = {
  title: "A token for one database",
  story:
    "So far the token reaches every database of the organization. Now it shall reach one. A person runs prepare-role once, with the database's endpoint and one word, as an Organization Administrator. It makes a role for that database, and prints the lines that take the place of `role` in the workflow. The database hears of a new token some seconds later than Astra does; the run waits for it before it writes a secret.",
  play: async (stage) => {
    const { world } = stage;
    const shop = world.addDatabase();
    const other = world.addDatabase();
    const inputs = { database: shop.endpoint, access: "read-write" };
    const prepared = await stage.prepareRole("A person, once", inputs);
    world.dataApi.setBehaviour({ scopeLagMs: 2_000 });
    const run = await stage.run("The next run, without `role`", {
      inputs: { ...inputs, role: "" },
    });
    const scene = await stage.look();
    const token = stage.inputs()["previous-token"] ?? "";
    return {
      runs: [prepared, run],
      scene,
      claims: [
        claim("Both runs end well.", succeeded(prepared) && succeeded(run)),
        claim("Both secrets hold a fresh token.", allHold(scene, "8th")),
        claim(
          "It has the role that was prepared, and no other.",
          hasRole(stage, token, prepared.ended.outputs["role-id"] ?? ""),
        ),
        claim(
          "The database accepts it, and another one does not.",
          (await sees(shop.endpoint, token)) &&
            !(await sees(other.endpoint, token)),
        ),
        ...always(scene),
      ],
    };
  },
};

function hasRole({ world }: Stage, token: string, role: string): boolean {
  const { roles = [] } = world.astra.find(token) ?? {};
  return roles.length === 1 && roles[0] === role;
}

/** Whether a database shows its keyspace to a token, as to an application. */
async function sees(endpoint: string, token: string): Promise<boolean> {
  const url = `${endpoint}/api/json/v1/default_keyspace`;
  const answer = await fetch(url, {
    method: "POST",
    headers: { token, "content-type": "application/json" },
    body: JSON.stringify({ findCollections: {} }),
  });
  const body: unknown = await answer.json();
  return answer.ok && !("errors" in Object(body));
}
