import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// Import walls. Each folder of src/ lists all that it may import; whatever is
// not listed, a new folder included, is an error. Only "." paths without a way
// back up count as the folder's own, so that no spelling gets around a wall.
const OWN = String.raw`\./(?!.*\.\.)[\w./-]+`;
const folder = (name) => String.raw`\.\./${name}/(?!.*\.\.)[\w./-]+`;

const NODE = String.raw`node:(?!process$)[\w/]+`;
const ASTRA = [
  "leven",
  "node:crypto",
  "valibot",
  OWN,
  folder("(?:http|rotation|service)"),
];
const GITHUB = ["valibot", OWN, folder("(?:http|rotation|service)")];

/** A folder of src/github reaches the files above it, and what those may import. */
const GITHUB_FOLDER = [
  String.raw`\.\./(?!.*\.\.)[\w./-]+`,
  String.raw`\.\./\.\./(?:http|rotation|service)/(?!.*\.\.)[\w./-]+`,
  "valibot",
];

const WALLS = [
  { files: ["src/**"], may: [] },
  { files: ["src/*.ts"], may: [String.raw`\./action/main\.ts`] },
  { files: ["src/rotation/**"], may: [OWN] },
  {
    files: ["src/http/**"],
    may: ["undici", NODE, OWN],
  },
  {
    files: ["src/service/**"],
    may: ["valibot", OWN, folder("(?:http|rotation)")],
  },
  { files: ["src/astra/**"], may: ASTRA },
  { files: ["src/github/**"], may: GITHUB },
  {
    files: ["src/github/*/**"],
    may: [...GITHUB_FOLDER, OWN],
  },
  {
    files: ["src/github/sealed-box.ts"],
    may: [...GITHUB, "libsodium-wrappers"],
  },
  {
    files: ["src/github/octokit.ts"],
    may: [...GITHUB, "@actions/github/lib/utils", "node:async_hooks"],
  },
  {
    files: ["src/github/{accounts,overrides}.ts"],
    may: [...GITHUB, "p-limit"],
  },
  {
    files: ["src/github/app/assertion.ts"],
    may: [...GITHUB_FOLDER, "universal-github-app-jwt"],
  },
  {
    files: ["src/action/**"],
    may: [String.raw`(?!node:process$|\.\./[a-z-]+\.ts$).+`],
  },
  {
    files: ["src/leak-watch/**"],
    may: [
      OWN,
      ...["action", "astra", "github", "http", "rotation"].map(folder),
      ...["@actions/core", "node:crypto"],
    ],
  },
  {
    // Decides, and knows nothing but the protocol's words.
    files: ["src/leak-watch/{decide,outcome,tries,usage}.ts"],
    may: [OWN, folder("rotation")],
  },
  { files: ["src/action/{main,process}.ts"], may: [".+"] },
  {
    files: ["src/prepare-role/**"],
    may: [
      "@actions/core",
      OWN,
      folder("(?:action|astra|http|rotation|service)"),
    ],
  },
  {
    files: ["src/inventory/**"],
    may: [
      ...["@actions/core", "node:(?:fs|path)", OWN],
      ...["action", "astra", "github", "http", "rotation"].map(folder),
    ],
  },
  {
    // What is found is a pure function of the lists.
    files: ["src/inventory/{findings,inventory,reach,rotations}.ts"],
    may: [OWN, folder("astra"), folder("rotation")],
  },
];

const WALL_MESSAGE =
  "This folder may not import it: see the walls in eslint.config.js.";

// The rule for imports does not see `import()`, which loads what can wait.
const lateImport = {
  meta: { schema: [{ type: "string" }] },
  create: (context) => ({
    ImportExpression(node) {
      const { source } = node;
      const wall = new RegExp(context.options[0], "u");
      const isNamed = typeof source.value === "string";
      if (isNamed && !wall.test(source.value)) return;
      context.report({ node, message: WALL_MESSAGE });
    },
  }),
};
const HOUSE = { rules: { "late-import": lateImport } };

function importWall({ files, may }) {
  const regex = may.length === 0 ? "." : `^(?!(?:${may.join("|")})$)`;
  const wall = { regex, caseSensitive: true, message: WALL_MESSAGE };
  return {
    files,
    plugins: { house: HOUSE },
    rules: {
      "no-restricted-imports": ["error", { patterns: [wall] }],
      "house/late-import": ["error", regex],
    },
  };
}

const PROCESS = {
  name: "process",
  message: "Only the action's entry knows the process.",
};
const FETCH = {
  name: "fetch",
  message: "Requests are sent by src/http, with its deadlines and limits.",
};
const GLOBAL_THIS = {
  name: "globalThis",
  message: "A way around the walls of the globals.",
};
const globalWall = (...globals) => ({
  "no-restricted-globals": ["error", ...globals],
});

// The protocol is a pure function of what it is given.
const IMPURE = [
  ...["process", "fetch", "console", "crypto", "performance", "Date"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
  ...["global", "globalThis"],
].map((name) => ({
  name,
  message: "src/rotation has no effects and no clock.",
}));

const EXPOSE_MESSAGE =
  "Secrets are exposed only where they are sent or sealed.";
const EXPOSE = [
  "MemberExpression[property.name='expose']",
  "MemberExpression[property.value='expose']",
  "ObjectPattern > Property[key.name='expose']",
].map((selector) => ({ selector, message: EXPOSE_MESSAGE }));

const syntaxWall = (...selectors) => ({
  "no-restricted-syntax": ["error", ...selectors],
});

const MOCK_MESSAGE = "Tests use the simulators, not mocks of modules.";
const MOCKS = ["mock", "doMock", "unmock", "doUnmock", "importMock"].map(
  (property) => ({ object: "vi", property, message: MOCK_MESSAGE }),
);

const STRICT_TYPESCRIPT = {
  files: ["src/**/*.ts", "test/**/*.ts", "scripts/**/*.ts", "*.config.ts"],
  extends: [tseslint.configs.strictTypeChecked],
  languageOptions: {
    parserOptions: {
      projectService: true,
      tsconfigRootDir: import.meta.dirname,
    },
  },
  rules: {
    eqeqeq: "error",
    "@typescript-eslint/consistent-type-imports": "error",
    "@typescript-eslint/no-import-type-side-effects": "error",
    "@typescript-eslint/switch-exhaustiveness-check": "error",
    "@typescript-eslint/restrict-template-expressions": [
      "error",
      {
        allowNumber: true,
        allowAny: false,
        allowBoolean: false,
        allowNever: false,
        allowNullish: false,
        allowRegExp: false,
      },
    ],
  },
};

const PLAIN_JAVASCRIPT = {
  files: ["**/*.js", "**/*.mjs"],
  rules: {
    eqeqeq: "error",
    "no-const-assign": "error",
    "no-dupe-keys": "error",
    "no-fallthrough": "error",
    "no-unreachable": "error",
    "no-unused-vars": "error",
    "no-var": "error",
    "prefer-const": "error",
  },
};

export default defineConfig(
  globalIgnores([
    "dist/**",
    "node_modules/**",
    "coverage/**",
    "sandbox-output/**",
    "first-contact-output/**",
    "exhaustive-output/**",
    "mutation-output/**",
    ".stryker-tmp/**",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  STRICT_TYPESCRIPT,
  PLAIN_JAVASCRIPT,
  WALLS.map(importWall),
  {
    files: ["src/**"],
    rules: {
      "no-console": "error",
      ...globalWall(PROCESS, FETCH, GLOBAL_THIS),
      ...syntaxWall(...EXPOSE),
    },
  },
  {
    files: [
      "src/rotation/secret.ts",
      "src/astra/**",
      "src/leak-watch/leaks.ts",
      "src/github/{app/assertion,octokit,sealed-box,secret-values,token-kind}.ts",
      "src/action/**",
    ],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["src/*.ts", "src/action/{main,process}.ts"],
    rules: globalWall(FETCH, GLOBAL_THIS),
  },
  {
    files: ["src/rotation/**"],
    rules: {
      ...globalWall(...IMPURE),
      "no-restricted-properties": [
        "error",
        {
          object: "Math",
          property: "random",
          message: "Chance is an argument.",
        },
      ],
    },
  },
  {
    files: ["test/**"],
    rules: { "no-restricted-properties": ["error", ...MOCKS] },
  },
);
