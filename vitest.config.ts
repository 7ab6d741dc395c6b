import { defineConfig } from "vitest/config";

export default defineConfig({
  // Packages without the sources of their maps are not worth a warning each.
  logLevel: "error",
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { shuffle: true },
    restoreMocks: true,
    unstubEnvs: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Its modules import JSON in a way that Node does not.
    server: {
      deps: { inline: [/@actions\/(?:workflow-parser|expressions)/u] },
    },
  },
});
