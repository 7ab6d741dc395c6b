import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from "@actions/workflow-parser";

/** What GitHub's own parser has to say against a workflow; empty when it would run. */
export async function workflowProblems(
  name: string,
  content: string,
): Promise<readonly string[]> {
  const { context, value } = parseWorkflow(
    { name, content },
    new NoOperationTraceWriter(),
  );
  if (value !== undefined) {
    const template = await convertWorkflowTemplate(context, value);
    const late = template.errors?.map(({ Message }) => Message) ?? [];
    return [...new Set([...messagesOf(context.errors.getErrors()), ...late])];
  }
  return messagesOf(context.errors.getErrors());
}

function messagesOf(
  errors: readonly { readonly message: string }[],
): readonly string[] {
  return errors.map(({ message }) => message);
}
