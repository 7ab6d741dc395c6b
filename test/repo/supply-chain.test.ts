import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** Licences that ask for no more than to be named. */
const PERMISSIVE = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"];

/** Packages that would run a script when they are installed, and work without. */
const DO_WITHOUT_SCRIPT = ["node_modules/esbuild"];

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(textOf("package-lock.json")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

describe("The licences", () => {
  it("of what the action is made of ask for no more than to be named", () => {
    const shipped = packages.filter(
      ([, { dev, devOptional, optional }]) =>
        dev !== true && devOptional !== true && optional !== true,
    );
    expect(shipped.length).toBeGreaterThan(15);
    const others = shipped.filter(
      ([, { license = "none" }]) => !PERMISSIVE.includes(license),
    );
    expect(others).toEqual([]);
  });

  it("that come with the bundle are among those, too", () => {
    const lines = textOf("dist/licenses.txt").split("\n");
    // A package's name is a line of its own, and its licence the next one.
    const named = lines.flatMap((line, at) =>
      /^(?:@[\w-]+\/)?[\w.-]+$/u.test(line) &&
      existsSync(join(root, "node_modules", line, "package.json"))
        ? [[line, lines[at + 1]] as const]
        : [],
    );
    expect(named.length).toBeGreaterThan(15);
    const others = named.filter(
      ([, license = "none"]) => !PERMISSIVE.includes(license),
    );
    expect(others).toEqual([]);
  });
});

describe("An installation", () => {
  it("runs no package's script, and none that is needed has one", () => {
    expect(textOf(".npmrc")).toMatch(/^ignore-scripts=true$/mu);
    const withScript = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path);
    expect(withScript).toEqual(DO_WITHOUT_SCRIPT);
  });

  it("gets exactly the packages that were looked at", () => {
    const manifest = JSON.parse(textOf("package.json")) as Readonly<
      Record<string, Readonly<Record<string, string>> | undefined>
    >;
    const versions = ["dependencies", "devDependencies", "optionalDependencies"]
      .map((kind) => Object.values(manifest[kind] ?? {}))
      .flat();
    expect(versions.filter((text) => !/^\d+\.\d+\.\d/u.test(text))).toEqual([]);
    const unsealed = packages.filter(([, one]) => one.integrity === undefined);
    expect(unsealed).toEqual([]);
  });

  it("waits for a week at least before it takes an update", () => {
    const { updates } = parse(textOf(".github/dependabot.yml")) as {
      readonly updates: readonly {
        readonly cooldown?: { readonly "default-days"?: number };
      }[];
    };
    const days = updates.map(({ cooldown }) => cooldown?.["default-days"] ?? 0);
    expect(days).toHaveLength(2);
    expect(Math.min(...days)).toBeGreaterThanOrEqual(7);
  });
});

describe("A release", () => {
  const { jobs } = parse(textOf(".github/workflows/release.yml")) as {
    readonly jobs: Readonly<
      Record<
        string,
        {
          readonly needs?: string;
          readonly environment?: string;
          readonly steps: readonly {
            readonly run?: string;
            readonly uses?: string;
          }[];
        }
      >
    >;
  };
  const scriptOf = (job: string): string =>
    (jobs[job]?.steps ?? []).map(({ run = "" }) => run).join("\n");

  it("is checked, tested, attested, drafted, then approved", () => {
    expect(Object.keys(jobs)).toEqual([
      ...["ready", "test", "attest", "draft", "publish"],
    ]);
    expect(jobs["test"]?.needs).toBe("ready");
    expect(jobs["attest"]?.needs).toBe("test");
    expect(jobs["draft"]?.needs).toBe("attest");
    expect(jobs["publish"]).toMatchObject({
      needs: "draft",
      environment: "release",
    });
    expect(scriptOf("ready")).toContain("require-reviewer");
    expect(scriptOf("test")).toBe("\n\n.ci/run");
  });

  it("is attested by the action that GitHub recommends for new workflows", () => {
    const uses = (jobs["attest"]?.steps ?? []).map(({ uses: use = "" }) => use);
    expect(uses.at(-1)).toMatch(/^actions\/attest@/u);
  });
});
