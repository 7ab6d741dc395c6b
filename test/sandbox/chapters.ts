import type { Chapter } from "./chapter.ts";
import { allHold, always, claim, holder, isLive, succeeded } from "./claims.ts";
import { JSON_SECRET, TOKEN_SECRET } from "./demo.ts";
import { ONE_DATABASE } from "./one-database-chapter.ts";
import { dieAtTheFirstWrite, mayNotWrite } from "./story-faults.ts";

/** A day and some minutes in hours: GitHub starts scheduled runs late. */
const LATE_DAY = 24.3;
const DAY = 23.9;

/** The whole story, in order; each chapter goes on from the one before. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: "A token created by hand is taken over",
    story:
      "200 days ago somebody created a token in the Astra Portal and pasted it into two secrets. Nobody has replaced it since. Tonight the workflow runs for the first time.",
    play: async (stage) => {
      const run = await stage.run("The first scheduled run");
      const scene = await stage.look();
      return {
        runs: [run],
        scene,
        claims: [
          claim("The run ends well.", succeeded(run)),
          claim("Both secrets hold a fresh token.", allHold(scene, "1st")),
          claim(
            "The hand-made token still works, for whoever has read it already.",
            isLive(scene, "hand-made"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "The overlap ends, and the hand-made token goes",
    story:
      "A day later the overlap of 24 hours is over. Whoever had read the old token has had the time to finish.",
    play: async (stage) => {
      stage.pass(LATE_DAY);
      const run = await stage.run("The next day's run");
      const scene = await stage.look();
      return {
        runs: [run],
        scene,
        claims: [
          claim("The run ends well.", succeeded(run)),
          claim("The hand-made token is revoked.", !isLive(scene, "hand-made")),
          claim("Both secrets hold what they held.", allHold(scene, "1st")),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "A run that is not due changes nothing",
    story:
      "The workflow runs every day, but a token is only replaced once it is 30 days old (rotate-after: 30d).",
    play: async (stage) => {
      stage.pass(DAY);
      const run = await stage.run("One of the runs in between");
      const scene = await stage.look();
      return {
        runs: [run],
        scene,
        claims: [
          claim("The run ends well.", succeeded(run)),
          claim(
            "It only read: not one request asked for a change.",
            run.reads > 0 && run.writes === 0,
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "A scheduled rotation",
    story:
      "The token is 30 days old. Consumers notice nothing: the old token keeps working until the overlap is over, a day later.",
    play: async (stage) => {
      stage.pass(28 * 24);
      const run = await stage.run("The run that finds the token due");
      const between = await stage.look();
      stage.pass(LATE_DAY);
      const next = await stage.run("The next day's run");
      const scene = await stage.look();
      return {
        runs: [run, next],
        scene,
        claims: [
          claim("Both runs end well.", succeeded(run) && succeeded(next)),
          claim("Both secrets hold a fresh token.", allHold(scene, "2nd")),
          claim(
            "The one before it worked for a day longer, and is revoked now.",
            isLive(between, "1st") && !isLive(scene, "1st"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "A run is refused, and says what to do",
    story:
      "Another 30 days later, somebody has edited the GitHub token, and it may no longer write secrets. The run fails with one annotation, and revokes the token that it has just created. Then the permission is given back.",
    play: async (stage) => {
      stage.pass(29 * 24);
      const refused = await stage.run("The run that is refused", {
        gate: () => mayNotWrite,
      });
      const between = await stage.look();
      stage.pass(DAY);
      const next = await stage.run("The next day's run");
      const scene = await stage.look();
      return {
        runs: [refused, next],
        scene,
        claims: [
          claim(
            "The run fails, with one annotation.",
            refused.ended.exitCode === 1 && refused.ended.errors.length === 1,
          ),
          claim(
            "Both secrets hold what they held, and the token that it created is revoked.",
            allHold(between, "2nd") && !isLive(between, "3rd"),
          ),
          claim(
            "The next run does what was due.",
            succeeded(next) && allHold(scene, "4th"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "A run is killed in the middle",
    story:
      "Another 30 days later, the worst moment: a new token is minted, one secret is written, and the runner dies before it gets the answer. The other secret was never written. Then somebody presses “Re-run” at once.",
    play: async (stage) => {
      stage.pass(30 * 24);
      const killed = await stage.run("The run that is killed", {
        gate: dieAtTheFirstWrite,
      });
      const between = await stage.look();
      stage.pass(0.1);
      const again = await stage.run("The run right after it");
      const scene = await stage.look();
      return {
        runs: [killed, again],
        scene,
        claims: [
          claim(
            "The run was killed, not ended.",
            killed.ended.signal === "SIGKILL",
          ),
          claim(
            "The two secrets hold different tokens, and both tokens work.",
            holder(between, TOKEN_SECRET) === "5th" &&
              holder(between, JSON_SECRET) === "4th" &&
              between.secrets.every(({ works }) => works),
          ),
          claim(
            "The run right after it repairs this: both secrets hold the same new token.",
            succeeded(again) && allHold(scene, "6th"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "The next day's run makes sure",
    story:
      "GitHub shows when a secret was written, not what it holds, and two runs wrote within minutes. So the next day's run brings both secrets to one new token, and leaves the older ones for their overlap.",
    play: async (stage) => {
      stage.pass(DAY);
      const run = await stage.run("The next day's run");
      const scene = await stage.look();
      return {
        runs: [run],
        scene,
        claims: [
          claim("The run ends well.", succeeded(run)),
          claim("Both secrets hold the same new token.", allHold(scene, "7th")),
          claim(
            "The earlier tokens stay for the overlap.",
            isLive(scene, "4th") && isLive(scene, "5th"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  {
    title: "Nothing is left behind",
    story:
      "Once the overlap is over, everything that the killed run left is gone.",
    play: async (stage) => {
      stage.pass(LATE_DAY);
      const run = await stage.run("The day after");
      const scene = await stage.look();
      return {
        runs: [run],
        scene,
        claims: [
          claim("The run ends well.", succeeded(run)),
          claim(
            "Of all the tokens that the rotation made, one is live: the one in both secrets.",
            allHold(scene, "7th") &&
              ["1st", "2nd", "3rd", "4th", "5th", "6th"].every(
                (name) => !isLive(scene, name),
              ),
          ),
          claim(
            "The tokens of others were never touched.",
            isLive(scene, "reporting") && isLive(scene, "admin"),
          ),
          ...always(scene),
        ],
      };
    },
  },
  ONE_DATABASE,
];
