export const id = 770;
export const ids = [770];
export const modules = {

/***/ 7770:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseTargets: () => (/* binding */ parseTargets)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./src/github/target-spec.ts
var target_spec = __webpack_require__(8516);
// EXTERNAL MODULE: ./src/action/inputs/github-names.ts
var github_names = __webpack_require__(5766);
// EXTERNAL MODULE: ./src/action/inputs/quote.ts
var quote = __webpack_require__(8998);
;// CONCATENATED MODULE: ./src/action/inputs/targets-schema.ts



/** The most targets of one rotation. */
const MAX_TARGETS = 1_000;
/** The keys of an entry. */
const KEYS = "repository, environment, store; or organization, store, visibility, and repositories with visibility: selected.";
const NAMES_FORM = "a list of names, such as [web, api].";
/** A text; messages say what is allowed, `targets.ts` adds what is wrong. */
const targets_schema_text = (pattern, form) => dist/* pipe */.FsL(dist/* string */.YjP(form), dist/* regex */.yGV(pattern, form), dist/* description */.h_(form));
const repository = targets_schema_text(github_names/* REPOSITORY */.Bw, github_names/* REPOSITORY_FORM */.AL);
const organization = targets_schema_text(github_names/* LOGIN */.S3, "the name of an organization, as in its URL.");
const store = dist/* optional */.lqM(dist/* picklist */.KIO(target_spec/* STORES */.ZZ, `${target_spec/* STORES */.ZZ.join(", ")}.`), "actions");
/** The kinds of entries; `kindOf` tells which of them an entry has to be. */
const ENTRIES = {
    repository: dist/* pipe */.FsL(dist/* strictObject */.rej({ repository, store }, KEYS), dist/* title */.DDF("Secrets of a repository")),
    environment: dist/* pipe */.FsL(dist/* strictObject */.rej({
        repository,
        environment: dist/* pipe */.FsL(targets_schema_text(github_names/* ENVIRONMENT */.M0, github_names/* ENVIRONMENT_FORM */.NC), dist/* check */.z6Y(github_names/* isEnvironment */.A_, github_names/* ENVIRONMENT_FORM */.NC)),
        store: dist/* optional */.lqM(dist/* literal */.euz("actions", "actions; environments have no other secrets."), "actions"),
    }, KEYS), dist/* title */.DDF("Actions secrets of an environment")),
    organization: dist/* pipe */.FsL(dist/* strictObject */.rej({
        organization,
        store,
        visibility: dist/* optional */.lqM(dist/* picklist */.KIO(["all", "private"], "all, private, selected.")),
    }, KEYS), dist/* title */.DDF("Secrets of an organization")),
    selected: dist/* pipe */.FsL(dist/* strictObject */.rej({
        organization,
        store,
        visibility: dist/* literal */.euz("selected", "selected, where repositories are listed."),
        repositories: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* array */.YOg(targets_schema_text(github_names/* REPOSITORY_NAME */.Ni, "the name without the owner."), NAMES_FORM), dist/* minLength */.BpQ(1, NAMES_FORM), dist/* checkItems */.Hxk((name, index, names) => isFirst(name, index, names), "each repository once; case-insensitive."))),
    }, KEYS), dist/* title */.DDF("Secrets of an organization for selected repositories")),
};
/** The whole list, from which `docs/targets.schema.json` is generated. */
const TARGETS = dist/* pipe */.FsL(dist/* array */.YOg(dist/* union */.KCZ(Object.values(ENTRIES))), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(MAX_TARGETS), dist/* title */.DDF("The input targets of the Astra token rotator"), dist/* description */.h_("Where the secrets are. Each target once; case-insensitive. Unless set, store is actions, and an organization's secret stays visible as it is now; a new one becomes private."));
/** The kind that an entry has to be, by the keys that it has. */
function kindOf(entry) {
    if ("organization" in entry) {
        const isSelected = "repositories" in entry || entry["visibility"] === "selected";
        return isSelected ? "selected" : "organization";
    }
    return "environment" in entry ? "environment" : "repository";
}
function isFirst(name, index, names) {
    const isSame = (other) => other.toLowerCase() === name.toLowerCase();
    return names.findIndex(isSame) === index;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/action/inputs/yaml-text.ts

/** An alias. It is never resolved: what it expands to has no bound. */
const ALIAS = Symbol("alias");
/** Syntax errors that people make, by the library's code. */
const SYNTAX = {
    DUPLICATE_KEY: "duplicate key.",
    TAB_AS_INDENT: "a tab is used for indentation.",
    BAD_INDENT: "wrong indentation.",
    MULTIPLE_DOCS: "a second document starts here.",
    MISSING_CHAR: "a dash, a quotation mark or a bracket is missing.",
};
/** A YAML 1.2 text with the positions of its values. */
class YamlText {
    /** What is wrong with the syntax. */
    errors;
    /** The data; objects have no prototype, and aliases are `ALIAS`. */
    value;
    #lines = new yaml_dist/* LineCounter */.HN();
    #document;
    constructor(text) {
        this.#document = yaml_dist/* parseDocument */.Tp(text, {
            lineCounter: this.#lines,
            // Pretty errors would quote the text.
            prettyErrors: false,
        });
        this.errors = this.#document.errors.map(({ code, pos }) => ({
            at: this.#position(pos[0]),
            error: SYNTAX[code] ?? `invalid YAML (${code}).`,
        }));
        this.value = yaml_text_valueOf(this.#document.contents);
    }
    /** Where the value at a path is; else its key, or what should contain it. */
    positionOf(path, part = "value") {
        const parent = this.#document.getIn(path.slice(0, -1), true);
        const pair = yaml_dist/* isMap */.jh(parent)
            ? parent.items.find(({ key }) => keyText(key) === path.at(-1))
            : undefined;
        const value = part === "key" ? undefined : this.#document.getIn(path, true);
        const range = [value, pair?.key, parent]
            .map((node) => node?.range)
            .find((found) => found);
        return this.#position(range?.[0] ?? 0);
    }
    #position(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    }
}
function yaml_text_valueOf(node) {
    if (yaml_dist/* isAlias */.Vj(node))
        return ALIAS;
    if (yaml_dist/* isScalar */.jn(node))
        return node.value;
    if (yaml_dist/* isSeq */.oP(node))
        return node.items.map(yaml_text_valueOf);
    if (!yaml_dist/* isMap */.jh(node))
        return null;
    const object = Object.create(null);
    for (const { key, value } of node.items) {
        object[keyText(key)] = yaml_text_valueOf(value);
    }
    return object;
}
function keyText(key) {
    return yaml_dist/* isScalar */.jn(key) ? String(key.value) : "";
}

;// CONCATENATED MODULE: ./src/action/inputs/targets.ts






/** Reads the input `targets`; all problems in the order of the text. */
function parseTargets(text) {
    const yaml = new YamlText(text);
    const problems = yaml.errors.map(({ at, error }) => ({
        at,
        problem: error,
        allowed: "YAML 1.2.",
    }));
    const refuse = (path, problem, allowed, part) => {
        problems.push({ at: yaml.positionOf(path, part), problem, allowed });
    };
    const seen = new Map();
    const targets = entriesOf(yaml.value, refuse).flatMap((entry, index) => {
        const target = readEntry(entry, [index], refuse);
        if (target === undefined)
            return [];
        const earlier = seen.get((0,target_spec/* placeKey */.r4)(target));
        if (earlier === undefined) {
            seen.set((0,target_spec/* placeKey */.r4)(target), yaml.positionOf([index]).line);
            return target;
        }
        const problem = `this target is the same as the one in line ${String(earlier)}.`;
        refuse([index], problem, "each target once; case-insensitive.");
        return [];
    });
    const inOrder = problems.toSorted(({ at: one }, { at: other }) => one.line - other.line || one.column - other.column);
    return { targets, problems: inOrder };
}
function entriesOf(list, refuse) {
    if (!Array.isArray(list) || list.length === 0) {
        refuse([], "there is no list.", `a YAML list of entries with ${KEYS}`);
        return [];
    }
    if (list.length > MAX_TARGETS) {
        const problem = `there are ${String(list.length)} entries.`;
        refuse([MAX_TARGETS], problem, `at most ${String(MAX_TARGETS)}.`);
    }
    return list.slice(0, MAX_TARGETS);
}
function readEntry(entry, path, refuse) {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
        const problem = entry === ALIAS ? "is an alias" : "has no keys";
        refuse(path, `this entry ${problem}.`, KEYS);
        return undefined;
    }
    const schema = ENTRIES[kindOf(entry)];
    for (const key of Object.keys(entry)) {
        if (Object.hasOwn(schema.entries, key))
            continue;
        refuse([...path, key], `unexpected key ${(0,quote/* quote */.h)(key)}.`, KEYS, "key");
    }
    const { issues, output, success } = dist/* safeParse */.xLC(schema, entry, {
        abortPipeEarly: true,
    });
    for (const issue of issues ?? []) {
        // Of several unexpected keys, the library reports only the first.
        if (issue.expected === "never")
            continue;
        const keys = (issue.path ?? []).map(({ key }) => key);
        refuse([...path, ...keys], problemOf(issue, keys.at(-1)), issue.message);
    }
    return success ? targetOf(output) : undefined;
}
function problemOf({ type, input }, key) {
    const name = typeof key === "string" ? key : "repository name";
    if (type === "strict_object")
        return `${name} is missing.`;
    if (type === "min_length")
        return `${name} is empty.`;
    if (input === ALIAS)
        return `${name} is an alias.`;
    if (input === null)
        return `${name} has no value.`;
    if (type === "array")
        return `${name} is not a list.`;
    if (typeof input === "object")
        return `${name} is not a string.`;
    if (typeof input !== "string") {
        return `${name} is a ${typeof input}; put it in quotation marks.`;
    }
    if (type === "check_items")
        return `${(0,quote/* quote */.h)(input)} is listed twice.`;
    return `${(0,quote/* quote */.h)(input)} is not a valid ${name}.`;
}
function targetOf(entry) {
    const { store } = entry;
    if ("environment" in entry) {
        const { environment } = entry;
        const place = (0,github_names/* splitRepository */.T8)(entry.repository);
        return { kind: "environment", store: "actions", ...place, environment };
    }
    if ("repository" in entry) {
        return { kind: "repository", store, ...(0,github_names/* splitRepository */.T8)(entry.repository) };
    }
    const { organization, visibility } = entry;
    const access = visibility === "selected"
        ? { kind: visibility, repositories: entry.repositories }
        : { kind: visibility ?? "as-is" };
    return { kind: "organization", store, organization, access };
}


/***/ })

};
