import { badInput } from "../../platform/core/errors.js";
import { isJsonObject, type JsonObject } from "../../platform/core/json-object.js";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
/**
 * What one check of a value costs is its size by that of the schema with all references written out:
 * this many steps for each value in it, at most.
 */
const MAX_STEPS = 1_000;
const MAX_PATTERNS = 20;
const MAX_PATTERN_CHARS = 200;
const MAX_UNIQUE_ITEMS = 100;
const PATTERNS_WITHIN_MS = 1_000;
/** A pattern goes through a text a few times, where other keywords look at it once. */
const PATTERN_STEPS = 20;

const ONE = [
  "items",
  "additionalProperties",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
];
const MANY = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED = ["properties", "patternProperties", "dependentSchemas", "$defs"];
const PLAIN = [
  ...["type", "enum", "const", "required", "dependentRequired", "format", "pattern", "$ref"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minContains"],
  ...["maxContains", "minProperties", "maxProperties"],
  ...["title", "description", "default", "examples", "$comment", "deprecated"],
];
const KNOWN: ReadonlySet<string> = new Set([...ONE, ...MANY, ...NAMED, ...PLAIN]);
const LOCAL = /^#\/\$defs\/([\w-]{1,60})$/;

export type IsLinear = (pattern: string, withinMs: number) => boolean;

/**
 * What a schema may hold, so that no value takes long to check: no reference but to its own `$defs`
 * and none in circles, no pattern that goes back again and again, and so much of all of it.
 */
export function checkSchema(schema: JsonObject, field: string, isLinear: IsLinear): void {
  const { $schema = DIALECT, ...rest } = schema;
  if ($schema !== DIALECT) throw badInput(`${field}.$schema`, `Only ${DIALECT}.`);
  const walk = new Walk(rest, field, isLinear);
  if (walk.steps() > MAX_STEPS)
    throw badInput(field, "Too large with its references written out.", { limit: MAX_STEPS });
}

class Walk {
  private readonly definitions: JsonObject;
  private readonly known = new Map<string, number>();
  private readonly open = new Set<string>();
  private patterns = 0;
  private readonly end = performance.now() + PATTERNS_WITHIN_MS;

  constructor(
    private readonly root: JsonObject,
    private readonly field: string,
    private readonly isLinear: IsLinear,
  ) {
    const { $defs = {} } = root;
    if (!isJsonObject($defs)) throw badInput(`${field}.$defs`, "An object of schemas.");
    this.definitions = $defs;
  }

  steps(): number {
    // Also those that nothing refers to: they are compiled.
    for (const name of Object.keys(this.definitions)) this.reference(name, this.field);
    const { $defs: _, ...rest } = this.root;
    return this.stepsOf(rest, this.field);
  }

  private stepsOf(schema: unknown, field: string): number {
    if (typeof schema === "boolean") return 1;
    if (!isJsonObject(schema)) throw badInput(field, "A schema: an object, true or false.");
    let steps = 1;
    for (const [keyword, value] of Object.entries(schema))
      steps += this.keyword(keyword, value, { schema, field: `${field}.${keyword}` });
    return steps;
  }

  private keyword(
    keyword: string,
    value: unknown,
    { schema, field }: { readonly schema: JsonObject; readonly field: string },
  ): number {
    if (!KNOWN.has(keyword)) throw badInput(field, "That keyword is not supported.");
    if (keyword === "$ref") return this.follow(value, field);
    if (keyword === "pattern") return this.pattern(value, field);
    if (keyword === "uniqueItems" && value !== false) requireFew(schema, field);
    if (ONE.includes(keyword)) return this.stepsOf(value, field);
    if (MANY.includes(keyword)) return this.sum(Array.isArray(value) ? value : [], field);
    if (NAMED.includes(keyword)) {
      if (keyword === "$defs") throw badInput(field, "Definitions stand at the top.");
      if (!isJsonObject(value)) throw badInput(field, "An object of schemas.");
      const names = keyword === "patternProperties" ? Object.keys(value) : [];
      const steps = names.map((name) => this.pattern(name, `${field}.${name}`));
      return steps.reduce((sum, one) => sum + one, this.sum(value, field));
    }
    return Array.isArray(value) ? value.length : 0;
  }

  private sum(schemas: readonly unknown[] | JsonObject, field: string): number {
    return Object.entries(schemas)
      .map(([name, schema]) => this.stepsOf(schema, `${field}.${name}`))
      .reduce((sum, steps) => sum + steps, 0);
  }

  private follow(reference: unknown, field: string): number {
    const name = typeof reference === "string" ? LOCAL.exec(reference)?.[1] : undefined;
    if (name === undefined || !Object.hasOwn(this.definitions, name))
      throw badInput(field, "A reference leads to a schema of its own $defs: #/$defs/name.");
    return this.reference(name, field);
  }

  private reference(name: string, field: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    if (this.open.has(name)) throw badInput(field, "References lead in no circles.");
    this.open.add(name);
    const steps = this.stepsOf(this.definitions[name], `${this.field}.$defs.${name}`);
    this.open.delete(name);
    this.known.set(name, steps);
    return steps;
  }

  private pattern(pattern: unknown, field: string): number {
    if (typeof pattern !== "string" || pattern.length > MAX_PATTERN_CHARS)
      throw badInput(field, `A pattern has at most ${MAX_PATTERN_CHARS} characters.`);
    this.patterns += 1;
    if (this.patterns > MAX_PATTERNS)
      throw badInput(field, `At most ${MAX_PATTERNS} patterns.`, { limit: MAX_PATTERNS });
    if (!this.isLinear(pattern, this.end - performance.now()))
      throw badInput(
        field,
        "A pattern that may be read in several ways: give it a ^, and no repetition within another.",
      );
    return PATTERN_STEPS;
  }
}

/** Each is compared with each. */
function requireFew({ maxItems }: JsonObject, field: string): void {
  if (typeof maxItems === "number" && maxItems <= MAX_UNIQUE_ITEMS) return;
  throw badInput(field, `Beside a maxItems of at most ${MAX_UNIQUE_ITEMS}.`, {
    limit: MAX_UNIQUE_ITEMS,
  });
}
