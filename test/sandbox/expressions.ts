import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** What the contexts of expressions hold, by name: `secrets`, `inputs`, … */
export type Contexts = Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>;

/**
 * A value of a workflow with its expressions put in, as GitHub's own library
 * evaluates them. A secret or an input that is not there is empty; anything else
 * that is not known here throws, in a sentence that names the place.
 */
export function evaluated(
  place: string,
  text: string,
  contexts: Contexts,
): string {
  return text.replace(/\$\{\{(.*?)\}\}/gsu, (_, inner: string) => {
    const expression = inner.trim();
    try {
      requireKnown(expression, contexts);
      return valueOf(expression, contexts);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw new Error(
        `The sandbox does not know what \`${expression}\` is in \`${place}\`: ${why}`,
        { cause: thrown },
      );
    }
  });
}

function valueOf(expression: string, contexts: Contexts): string {
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as never;
  return new Evaluator(tree, known).evaluate().coerceString();
}

/** Contexts of which GitHub gives an empty text for a name that is not there. */
const MAY_LACK = new Set(["secrets", "inputs"]);

function requireKnown(expression: string, contexts: Contexts): void {
  const strings = /'(?:[^']|'')*'/gu;
  const names = expression
    .replace(strings, "")
    .matchAll(/(?<![\w.-])([a-z]\w*)\.([\w-]+)/gu);
  for (const [, context = "", name = ""] of names) {
    const values = contexts[context];
    if (values === undefined)
      throw new Error(`there is no \`${context}\` here.`);
    if (!(name in values) && !MAY_LACK.has(context)) {
      throw new Error(
        context === "vars"
          ? `give it when you start the sandbox: \`vars.${name}=…\`.`
          : `write the value itself there to try it.`,
      );
    }
  }
}
