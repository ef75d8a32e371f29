/** What the API's own document says of an operation, as far as a request is made from it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  /** With `{id}` where a parameter stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Fields of the body with their schemas; missing: it takes none, or a list. */
  readonly fields?: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: Schema; readonly examples: Readonly<Record<string, { readonly value: unknown }>> }
      >
    >;
  };
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

/** Every operation that a running server says it has, with all references followed. */
export async function operationsOf(address: string): Promise<readonly Operation[]> {
  const document = (await (await fetch(`${address}/api/openapi.json`)).json()) as Document;

  const found = (ref: string): unknown => {
    const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(ref)!;
    return document.components[kind!]![name!];
  };
  function whole(schema: Schema): Schema {
    if (schema.$ref) return whole(found(schema.$ref) as Schema);
    if (schema.allOf) return whole(schema.allOf[0]!);
    const properties = schema.properties && entries(schema.properties);
    return { ...schema, ...(properties && { properties }) };
  }
  const entries = (properties: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, whole(schema)]));

  return Object.entries(document.paths).flatMap(([path, described]) =>
    methods.flatMap((method): Operation[] => {
      const one = described[method];
      if (!one) return [];
      const content = one.requestBody?.content['application/json'];
      const schema = content && whole(content.schema);
      return [
        {
          name: one.operationId,
          method: method.toUpperCase(),
          path,
          parameters: (one.parameters ?? []).map((each) => ('$ref' in each ? (found(each.$ref) as Parameter) : each)),
          ...(schema?.properties && { fields: schema.properties }),
          required: schema?.required ?? [],
          ...(content && { example: Object.values(content.examples)[0]?.value }),
        },
      ];
    }),
  );
}
