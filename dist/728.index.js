export const id = 728;
export const ids = [728];
export const modules = {

/***/ 2728:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseTargets: () => (/* binding */ parseTargets)
});

// EXTERNAL MODULE: ./src/github/target-spec.ts
var target_spec = __webpack_require__(8516);
// EXTERNAL MODULE: ./src/action/inputs/github-names.ts
var github_names = __webpack_require__(5766);
// EXTERNAL MODULE: ./src/action/inputs/quote.ts
var quote = __webpack_require__(8998);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/action/inputs/yaml-list.ts


/** Syntax errors that people make, by the library's name for them. */
const SYNTAX = {
    DUPLICATE_KEY: "this key is there twice.",
    TAB_AS_INDENT: "a tab stands where spaces should indent.",
    BAD_INDENT: "the indentation is wrong.",
    MULTIPLE_DOCS: "a second document begins here.",
    MISSING_CHAR: "something is missing here: a dash, a quote or a bracket.",
};
/** Reads a YAML 1.2 list of mappings, and everything that is wrong with its form. */
function readYamlList(text, shape) {
    const reader = new YamlListReader(text, shape);
    return { entries: reader.read(), problems: reader.problems };
}
class YamlListReader {
    problems = [];
    #text;
    #shape;
    #lines = new dist/* LineCounter */.HN();
    constructor(text, shape) {
        this.#text = text;
        this.#shape = shape;
    }
    read() {
        // The messages of pretty errors quote the text.
        const document = (0,dist/* parseDocument */.Tp)(this.#text, {
            lineCounter: this.#lines,
            prettyErrors: false,
        });
        for (const { code, pos } of document.errors) {
            this.#note(this.#position(pos[0]), SYNTAX[code] ?? `this is not valid YAML (${code}).`, "YAML 1.2.");
        }
        const list = document.contents;
        if (!(0,dist/* isSeq */.oP)(list) || list.items.length === 0) {
            this.#note(this.#placeOf(list), "there is no list.", this.#listForm());
            return [];
        }
        const { maxEntries } = this.#shape;
        if (list.items.length > maxEntries) {
            this.#note(this.#placeOf(list.items[maxEntries]), `there are ${String(list.items.length)} entries.`, `${String(maxEntries)} at most.`);
        }
        return list.items.slice(0, maxEntries).flatMap((item) => this.#entry(item));
    }
    #entry(item) {
        const at = this.#placeOf(item);
        if (!(0,dist/* isMap */.jh)(item)) {
            this.#note(at, "this entry has no keys.", this.#listForm());
            return [];
        }
        const fields = new Map();
        for (const pair of item.items) {
            const found = this.#field(pair);
            if (found !== undefined)
                fields.set(...found);
        }
        return [{ at, fields }];
    }
    #field({ key, value }) {
        const { keys, lists } = this.#shape;
        const at = this.#placeOf(key);
        const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : "";
        if (!keys.includes(name)) {
            this.#note(at, `${(0,quote/* quote */.h)(name)} is not a key.`, `${keys.join(", ")}.`);
            return undefined;
        }
        if (lists.includes(name))
            return [name, this.#listField(value, at, name)];
        const found = this.#scalar(value, at, name);
        return [
            name,
            found === undefined
                ? { kind: "unusable", at }
                : { kind: "text", ...found },
        ];
    }
    #listField(value, keyPlace, name) {
        const at = this.#placeOf(value, keyPlace);
        if ((0,dist/* isSeq */.oP)(value) && value.items.length > 0) {
            const items = value.items.flatMap((item) => this.#scalar(item, at, name) ?? []);
            return { kind: "list", at, items };
        }
        this.#note(at, `${name} is ${(0,dist/* isSeq */.oP)(value) ? "empty" : "no list"}.`, "a list of names, such as [web, api].");
        return { kind: "unusable", at };
    }
    #scalar(value, keyPlace, name) {
        const at = this.#placeOf(value, keyPlace);
        if ((0,dist/* isScalar */.jn)(value) && typeof value.value === "string") {
            return { at, text: value.value };
        }
        if ((0,dist/* isAlias */.Vj)(value)) {
            this.#note(at, `${name} is an alias.`, "the text itself.");
        }
        else if (!(0,dist/* isScalar */.jn)(value) || value.value === null) {
            this.#note(at, `${name} has no text.`, "a text.");
        }
        else {
            this.#note(at, `${name} is not a text but a ${typeof value.value}.`, "a text; put it in quotes.");
        }
        return undefined;
    }
    #listForm() {
        return `a YAML list whose entries have the keys ${this.#shape.keys.join(", ")}.`;
    }
    #note(at, problem, allowed) {
        this.problems.push({ at, problem, allowed });
    }
    #placeOf(node, otherwise = { line: 1, column: 1 }) {
        const range = node?.range;
        return range ? this.#position(range[0]) : otherwise;
    }
    #position(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    }
}

;// CONCATENATED MODULE: ./src/action/inputs/targets.ts




/** The most targets of one rotation. */
const MAX_TARGETS = 1_000;
const VISIBILITIES = ["all", "private", "selected"];
/** Reads the input `targets`; its form is published as `docs/targets.schema.json`. Every problem is found at once. */
function parseTargets(text) {
    const { entries, problems } = readYamlList(text, {
        keys: [
            ...["repository", "environment", "organization", "store"],
            ...["visibility", "repositories"],
        ],
        lists: ["repositories"],
        maxEntries: MAX_TARGETS,
    });
    const reader = new TargetsReader();
    const targets = entries.flatMap((entry) => reader.target(entry) ?? []);
    return { targets, problems: [...problems, ...reader.problems] };
}
class TargetsReader {
    problems = [];
    #seen = new Map();
    target(entry) {
        const store = this.#store(entry);
        const spec = entry.fields.has("organization")
            ? this.#organization(entry, store)
            : this.#repository(entry, store);
        if (spec === undefined)
            return undefined;
        const key = (0,target_spec/* placeKey */.r4)(spec);
        const earlier = this.#seen.get(key);
        if (earlier === undefined) {
            this.#seen.set(key, entry.at);
            return spec;
        }
        this.#addProblem(entry.at, `this target is the same as the one in line ${String(earlier.line)}.`, "every target once; letter case does not count.");
        return undefined;
    }
    #store({ fields }) {
        const field = fields.get("store");
        if (field?.kind !== "text")
            return "actions";
        const store = target_spec/* STORES */.ZZ.find((candidate) => candidate === field.text);
        if (store === undefined) {
            this.#refuse(field, "is not a store", `${target_spec/* STORES */.ZZ.join(", ")}.`);
        }
        return store ?? "actions";
    }
    #repository(entry, store) {
        const { fields, at } = entry;
        for (const name of ["visibility", "repositories"]) {
            this.#forbid(fields.get(name), `${name} without organization.`);
        }
        const place = this.#place(fields.get("repository"), at);
        const environment = fields.get("environment");
        if (environment?.kind !== "text") {
            return place && { kind: "repository", store, ...place };
        }
        if (!(0,github_names/* isEnvironment */.A_)(environment.text)) {
            this.#refuse(environment, "cannot be an environment", `the name of an environment that exists, up to ${String(github_names/* LONGEST_ENVIRONMENT */.f6)} characters.`);
            return undefined;
        }
        if (store !== "actions") {
            this.#addProblem(environment.at, `environments have no ${store} secrets.`, "environment without store, or with store: actions.");
            return undefined;
        }
        return (place && {
            kind: "environment",
            store,
            ...place,
            environment: environment.text,
        });
    }
    #place(field, at) {
        const allowed = "owner/name, not an address.";
        if (field?.kind !== "text") {
            // A repository that is there and no text was noted when it was read.
            if (field === undefined) {
                this.#addProblem(at, "this target has neither repository nor organization.", "one of the two.");
            }
            return undefined;
        }
        const place = (0,github_names/* splitRepository */.T8)(field.text);
        if (place === undefined) {
            this.#refuse(field, "is not a repository", allowed);
        }
        return place;
    }
    #organization({ fields }, store) {
        for (const name of ["repository", "environment"]) {
            this.#forbid(fields.get(name), `${name} beside organization.`);
        }
        const access = this.#access(fields);
        const login = fields.get("organization");
        if (login?.kind !== "text")
            return undefined;
        if (!(0,github_names/* isLogin */.W5)(login.text)) {
            this.#refuse(login, "is not an organization", "the name of an organization, as in its address.");
            return undefined;
        }
        const organization = login.text;
        return access && { kind: "organization", store, organization, access };
    }
    #access(fields) {
        const field = fields.get("visibility");
        const names = fields.get("repositories");
        const repositories = names?.kind === "list" ? this.#names(names.items) : undefined;
        const visibility = field?.kind === "text"
            ? VISIBILITIES.find((candidate) => candidate === field.text)
            : undefined;
        if (field?.kind === "text" && visibility === undefined) {
            this.#refuse(field, "is not a visibility", `${VISIBILITIES.join(", ")}.`);
            return undefined;
        }
        if (visibility === "selected")
            return { kind: "selected", repositories };
        if (names !== undefined) {
            this.#addProblem(names.at, `repositories with ${visibility === undefined ? "no visibility" : `visibility: ${visibility}`}.`, "only with visibility: selected.");
            return undefined;
        }
        return { kind: visibility ?? "as-is" };
    }
    #names(items) {
        const seen = new Set();
        for (const item of items) {
            const key = item.text.toLowerCase();
            if (!(0,github_names/* isRepositoryName */.en)(item.text)) {
                this.#refuse(item, "is not a repository of the organization", "its name without the owner.");
            }
            else if (seen.has(key)) {
                this.#refuse(item, "is there twice", "every repository once.");
            }
            seen.add(key);
        }
        return items.map(({ text }) => text);
    }
    #forbid(field, problem) {
        if (field === undefined)
            return;
        this.#addProblem(field.at, problem, "a target is one place: see the README.");
    }
    #refuse(field, problem, allowed) {
        this.#addProblem(field.at, `${(0,quote/* quote */.h)(field.text)} ${problem}.`, allowed);
    }
    #addProblem(at, problem, allowed) {
        this.problems.push({ at, problem, allowed });
    }
}


/***/ })

};
