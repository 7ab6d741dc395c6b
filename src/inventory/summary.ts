import {
  code,
  escaped,
  folded,
  prose,
  table,
} from "../action/report/markup.ts";
import { count, firstFew, rfc3339, shortId } from "../action/report/words.ts";
import { type Level, LEVELS } from "./findings.ts";
import type { Inventory, InventoryToken } from "./inventory.ts";
import { countedFindings, type Scope } from "./json.ts";
import { REACHES } from "./reach.ts";
import type { RotationGroup } from "./rotations.ts";
import {
  daysOf,
  findingWords,
  foreign,
  LEVEL_WORDS,
  REACH_WORDS,
  roleWords,
} from "./words.ts";

/** Rows of a table before the rest is only counted. */
const MAX_FINDINGS = 30;
const MAX_ROTATIONS = 50;
const MAX_TOKENS = 100;

/** The job summary as Markdown: the verdict, the findings, then the tokens. */
export function summaryOf(inventory: Inventory, scope: Scope): string {
  return [
    "### Astra token inventory",
    "",
    verdictOf(inventory),
    "",
    ...limitsOf(inventory, scope),
    ...(scope === "counts" ? countsOf(inventory) : detailsOf(inventory)),
  ].join("\n");
}

/** How many tokens there are, and findings; also the last line of the log. */
export function verdictOf({ findings, counts }: Inventory): string {
  const gravest = new Map<string, Level>();
  for (const { level, clientIds } of findings) {
    for (const clientId of clientIds) {
      if (!gravest.has(clientId)) gravest.set(clientId, level);
    }
  }
  const found = LEVELS.flatMap((level) => {
    const tokens = [...gravest.values()].filter((one) => one === level).length;
    return tokens === 0 ? [] : [`${String(tokens)} with ${level}s`];
  });
  const [worst] = findings;
  const mark = { error: "❌", warning: "⚠️", notice: "✅" }[
    worst?.level ?? "notice"
  ];
  const expired =
    counts.expired === 0 ? "" : ` (${String(counts.expired)} more expired)`;
  return `${mark} ${count(counts.alive, "live token")}${expired}: ${found.length === 0 ? "no findings" : found.join(", ")}.`;
}

/** What the inventory could not see, or does not show. */
function limitsOf(
  { lacksRoles, knowsHome }: Inventory,
  scope: Scope,
): readonly string[] {
  const limits = [
    ...(scope === "counts"
      ? [
          "Only numbers are shown, because this repository is public or its visibility could not be determined: job summaries and logs of public repositories are public.",
        ]
      : []),
    ...(lacksRoles
      ? [
          "`astra-token` may not list the roles (`org-role-read`), so rights are not known.",
        ]
      : []),
    ...(knowsHome
      ? []
      : [
          "The repository's ID is not known (`GITHUB_REPOSITORY_ID`), so its own rotations cannot be told from others.",
        ]),
  ];
  return limits.length === 0
    ? []
    : [...limits.map((limit) => `- ${prose(limit)}`), ""];
}

function countsOf(inventory: Inventory): readonly string[] {
  const { findings, counts } = inventory;
  const found = countedFindings(findings).map((finding) => [
    LEVEL_WORDS[finding.level],
    findingWords(finding, inventory.thresholds),
    String(finding.count),
  ]);
  const reaches = REACHES.map((reach) => [
    REACH_WORDS[reach],
    String(counts.byReach[reach]),
  ]);
  return [
    ...table(["level", "finding", "tokens"], found),
    ...table(
      ["rights of live tokens", "tokens"],
      [
        ...reaches,
        ["Rotated by this repository", String(counts.ownRotated)],
        ["Rotated by others", String(counts.otherRotated)],
      ],
    ),
  ];
}

function detailsOf(inventory: Inventory): readonly string[] {
  const { rotations, alive, expired } = inventory;
  const own = rotations.filter(({ isOwn }) => isOwn);
  const others = rotations.filter(({ isOwn }) => !isOwn);
  const unrotated = alive.filter(({ isRotated }) => !isRotated);
  return [
    ...findingTable(inventory),
    ...(own.length === 0
      ? []
      : [
          "**Rotations of this repository**",
          "",
          ...rotationTable(own, inventory),
        ]),
    ...folded(
      `${inventory.knowsHome ? "Rotations of other repositories" : "Rotations"} (${String(others.length)})`,
      rotationTable(others, inventory),
    ),
    ...REACHES.flatMap((reach) => {
      const tokens = unrotated.filter(({ rights }) => rights.reach === reach);
      const title = `${REACH_WORDS[reach]}, of no rotation (${String(tokens.length)})`;
      return folded(title, tokenTable(tokens));
    }),
    ...folded(`Expired (${String(expired.length)})`, tokenTable(expired)),
    `<sub>Dates are UTC. Astra knows no owner and no last use of a token.</sub>`,
    "",
  ];
}

function findingTable({ findings, thresholds }: Inventory): readonly string[] {
  const rows = findings
    .slice(0, MAX_FINDINGS)
    .map((finding) => [
      LEVEL_WORDS[finding.level],
      findingWords(finding, thresholds),
      String(finding.clientIds.length),
      escaped(foreign(finding.place ?? "", 60)),
      escaped(firstFew(finding.clientIds.map(shortId), 3)),
    ]);
  const hidden = findings.length - rows.length;
  return [
    ...table(["level", "finding", "tokens", "place", "which"], rows),
    ...more(hidden, "finding"),
  ];
}

function rotationTable(
  rotations: readonly RotationGroup[],
  { takenOn, alive }: Inventory,
): readonly string[] {
  const byClientId = new Map(alive.map((token) => [token.clientId, token]));
  const rows = rotations.slice(0, MAX_ROTATIONS).map(({ place, members }) => {
    const newest = members.at(-1) ?? members[0];
    const { expiresOn, generatedOn, clientId } = newest;
    const rights = byClientId.get(clientId)?.rights;
    return [
      escaped(foreign(place, 60)),
      String(members.length),
      code(shortId(clientId)),
      `${dateOf(generatedOn)} (${days(takenOn - generatedOn)})`,
      expiresOn === undefined ? "never" : dateOf(expiresOn),
      rights === undefined ? "" : REACH_WORDS[rights.reach],
    ];
  });
  return [
    ...table(
      ["place", "alive", "newest", "created (age)", "expires", "rights"],
      rows,
    ),
    ...more(rotations.length - rows.length, "rotation"),
  ];
}

function tokenTable(tokens: readonly InventoryToken[]): readonly string[] {
  const rows = tokens
    .slice(0, MAX_TOKENS)
    .map(({ clientId, generatedOn, ageMs, expiresOn, rights, ...token }) => [
      code(shortId(clientId)) + (token.isCaller ? " (`astra-token`)" : ""),
      generatedOn === undefined
        ? "unknown"
        : `${dateOf(generatedOn)} (${days(ageMs)})`,
      expiresOn === undefined ? "never" : dateOf(expiresOn),
      escaped(firstFew(rights.roles.map(roleWords), 3)),
      escaped(foreign(token.description, 80)),
    ]);
  return [
    ...table(
      ["token", "created (age)", "expires", "roles", "description"],
      rows,
    ),
    ...more(tokens.length - rows.length, "token"),
  ];
}

function more(hidden: number, noun: string): readonly string[] {
  return hidden > 0
    ? [
        `… and ${count(hidden, `more ${noun}`)}: see the output \`inventory-file\`.`,
        "",
      ]
    : [];
}

function dateOf(epochMilliseconds: number): string {
  return rfc3339(epochMilliseconds)?.slice(0, 10) ?? "an impossible date";
}

function days(ageMs: number | undefined): string {
  return `${String(daysOf(ageMs) ?? 0)} d`;
}
