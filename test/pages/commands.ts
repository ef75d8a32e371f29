import 'reflect-metadata';
import { type EventShape, history } from '#domain';
import { allUseCases, type Noun, type UseCase } from '#use-cases';

/** What the library that describes bodies keeps of one field. */
interface Described {
  /** False when it may be left out. */
  readonly required?: boolean;
  readonly description?: string;
  readonly type?: () => new () => object;
}

const nouns: readonly Noun[] = ['organisation', 'units', 'groups', 'meetings', 'commissions', 'proposals', 'accounts'];
const inEveryBody = ['on', 'lang'];

function fieldsOf(body: new () => object): (readonly [name: string, described: Described])[] {
  const names: string[] = Reflect.getMetadata('swagger/apiModelPropertiesArray', body.prototype) ?? [];
  return names.map((marked) => {
    const name = marked.slice(1);
    return [name, Reflect.getMetadata('swagger/apiModelProperties', body.prototype, name)];
  });
}

function addressOf({ noun, verb }: UseCase): string {
  if (noun === 'organisation') return `POST /api/organisation/${verb}`;
  return verb === 'create' ? `PUT /api/${noun}/{id}` : `POST /api/${noun}/{id}/${verb}`;
}

const listed = (fields: readonly (readonly [string, Described])[]): string =>
  fields.map(([name, { required }]) => `\`${name}\`${required === false ? '?' : ''}`).join(', ');

function section(useCase: UseCase): string[] {
  const { name, noun, summary, records, body } = useCase;
  const category = noun.replace(/s$/, '') as history.Category;
  const event = (history.shapesOf[category] as Record<string, EventShape>)[records];
  const fields = fieldsOf(body as new () => object).filter(([field]) => !inEveryBody.includes(field));
  const words = fields.find(([field]) => field === 'words')?.[1].type?.();
  const facts = fields.filter(([field]) => field !== 'words');
  const further = facts.filter(([field]) => !event || !Object.hasOwn(event.facts, field));
  return [
    `### ${name}`,
    '',
    `\`${addressOf(useCase)}\``,
    '',
    `${summary} Records [${records}](events.md#${records.toLowerCase()}).`,
    '',
    ...(facts.length > 0 ? [`- facts: ${listed(facts)}`] : []),
    ...(words
      ? [
          `- words: ${fieldsOf(words)
            .map(([word]) => `\`${word}\``)
            .join(', ')}`,
        ]
      : []),
    ...further.map(
      ([field, { description }]) => `- \`${field}\` goes to the vault, to what is kept of persons. ${description}`,
    ),
    ...(facts.length > 0 || words ? [''] : []),
  ];
}

/** docs/reference/commands.md */
export function commandsPage(): string {
  const sections = nouns.flatMap((noun) => [
    `## ${noun}`,
    '',
    ...allUseCases.filter((useCase) => useCase.noun === noun).flatMap(section),
  ]);
  return `# Commands

Everything that can be done. A command is a JSON body sent to its address; its fields are those of the event that it records, and what is
allowed in each stands in [events.md](events.md). A question mark means: may be left out, as far as the shape goes. A rule
may still ask for it, and rules say which words must be there: see [refusals.md](refusals.md). Every body may also carry \`on\` (when it
happened; today when left out) and, beside words, \`lang\` (the language they are in).

Who acts follows from the session or the token that is sent, and who may do what stands in [permissions.md](permissions.md). Whoever has several
capacities may choose one by \`X-Kierto-As\`, as \`GET /api/me\` names them: \`post:head-of-service\`, \`coordinator:lobby\`.
\`Idempotency-Key\` is the command's id: sent twice, a command is carried out once. \`If-Match: "3"\` carries it out only on the version
that was seen. The answer is \`{ id, version, position, events }\`; a read that sends \`?after=<position>\` waits until it is in the view.

In a batch (\`POST /api/batch\`, a list) each item is \`{ "command": <UUID>, "do": <name>, "id": <id>, …the body }\`.

This page is written from libs/use-cases: \`UPDATE_DOCS=1 npm run jest -- test/docs\`. ${allUseCases.length} commands:

${sections.join('\n').trimEnd()}
`;
}
