// The chain of requests that no rotation can do without, and nothing else: no
// checks, no sealing, no log. It reads what to do from the variable FLOOR.
import { connect } from "node:http2";
import { Agent, request as send } from "node:https";

const { protocol, astra, github, role, targets } = JSON.parse(
  process.env.FLOOR,
);

function overHttp2(origin) {
  const session = connect(origin);
  return {
    ask: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const stream = session.request({
          ...headers,
          ":method": method,
          ":path": path,
        });
        let text = "";
        stream.setEncoding("utf8");
        stream.on("data", (chunk) => (text += chunk));
        stream.on("error", reject);
        stream.on("end", () => resolve(text));
        stream.end(body);
      }),
    close: () => session.close(),
  };
}

function overHttp1(origin) {
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

const open = protocol === "h2" ? overHttp2 : overHttp1;
const [a, g] = [open(astra.url), open(github.url)];
const asAdmin = { authorization: `Bearer ${astra.token}` };
const asUser = {
  authorization: `Bearer ${github.token}`,
  "user-agent": "floor",
  "x-floor": "1",
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
  targets.map((path) => g.ask("PUT", path, { ...asUser, ...json }, "{}")),
);
await a.ask("DELETE", `${LIST}/${minted.clientId}`, asAdmin);
await a.ask("GET", LIST, asAdmin);
a.close();
g.close();
