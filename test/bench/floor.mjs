// The chain of requests that no rotation can do without, and nothing else: no
// checks, no log, and what it writes was sealed before. It reads what to do from
// the variable FLOOR.
import { once } from "node:events";
import { connect } from "node:http2";
import { Agent, request as send } from "node:https";
import { connect as connectTls } from "node:tls";

const { speech, astra, github, role, writes } = JSON.parse(process.env.FLOOR);

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

function overHttp1(origin, first) {
  const agent = new Agent({ keepAlive: true });
  if (first !== undefined) {
    const open = agent.createConnection.bind(agent);
    let ready = first;
    agent.createConnection = (...options) => {
      const socket = ready;
      ready = undefined;
      return socket ?? open(...options);
    };
  }
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

/** Does not know what the service speaks, and has the first handshake tell. */
async function asking(origin) {
  const { hostname, port } = new URL(origin);
  const first = connectTls({
    host: hostname,
    port: Number(port),
    servername: hostname,
    ALPNProtocols: ["h2", "http/1.1"],
  });
  await once(first, "secureConnect");
  if (first.alpnProtocol === "h2") throw new Error("it speaks HTTP/2");
  return overHttp1(origin, first);
}

const open = { h2: overHttp2, "h1, asked for": asking, "h1, known": overHttp1 }[
  speech
];
const [a, g] = await Promise.all([open(astra.url), open(github.url)]);
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
