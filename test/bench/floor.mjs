// The chain of requests that no rotation can do without, and nothing else: no
// checks, no log, and what it writes was sealed before. It reads what to do from
// the variable FLOOR.
import { Agent, request as send } from "node:https";

const { astra, github, role, writes } = JSON.parse(process.env.FLOOR);

function open(origin) {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const outgoing = send(
          `${origin}${path}`,
          { agent, method, headers },
          (answer) => {
            let text = "";
            answer.setEncoding("utf8");
            answer.on("data", (chunk) => (text += chunk));
            answer.on("end", () => resolve(text));
          },
        );
        outgoing.on("error", reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const [a, g] = [open(astra.url), open(github.url)];
const asAdmin = { authorization: `Bearer ${astra.token}` };
const asUser = {
  authorization: `Bearer ${github.token}`,
  "user-agent": "floor",
};
const LIST = "/v2/clientIdSecrets";
const ORGANIZATION = "/v2/currentOrg";

await Promise.all([
  ...[ORGANIZATION, "/v2/organizations/roles", LIST].map((path) =>
    a.ask("GET", path, asAdmin),
  ),
  ...github.reads.map((path) => g.ask("GET", path, asUser)),
]);
const json = { "content-type": "application/json" };
const minted = JSON.parse(
  await a.ask(
    "POST",
    LIST,
    { ...asAdmin, ...json },
    JSON.stringify({ roles: [role] }),
  ),
);
await Promise.all([
  a.ask("GET", ORGANIZATION, { authorization: `Bearer ${minted.token}` }),
  a.ask("GET", LIST, asAdmin),
]);
await Promise.all(
  writes.map(({ path, body }) =>
    g.ask("PUT", path, { ...asUser, ...json }, body),
  ),
);
await a.ask("DELETE", `${LIST}/${minted.clientId}`, asAdmin);
await a.ask("GET", LIST, asAdmin);
a.close();
g.close();
