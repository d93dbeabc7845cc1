import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Misfit, Shape } from "../chat/message-types/shape.js";
import type { JsonObject } from "../platform/core/json-object.js";

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const isDate = (text: string): boolean => !Number.isNaN(Date.parse(text));

/** Those that are checked; any other is refused with the schema. */
const FORMATS = {
  "date-time": (text: string) => DATE_TIME.test(text) && isDate(text),
  date: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text),
  uri: (text: string) => /^[a-z][a-z\d+.-]{0,30}:/i.test(text) && URL.canParse(text),
  uuid: UUID,
};

/** What is misspelt is refused; how much an author says beyond the need is left to them. */
const STRICT = {
  ...{ strictSchema: true, strictNumbers: true },
  ...{ strictTypes: false, strictTuples: false, strictRequired: false },
};

/** Stops at the first that is wrong; fetches nothing. Each schema by itself: they have no names. */
export function compileSchema(schema: JsonObject): Shape {
  const ajv = new Ajv2020({ ...STRICT, allErrors: false, logger: false, formats: FORMATS });
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return null;
    const [error] = validate.errors ?? [];
    return error ? misfitOf(error) : { path: [], message: "it is not as it should be" };
  };
}

function misfitOf({ instancePath, params, message = "it is wrong" }: ErrorObject): Misfit {
  const path = instancePath.split("/").slice(1).map(unescaped);
  const { missingProperty, additionalProperty } = params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty;
  return { path: typeof name === "string" ? [...path, name] : path, message };
}

/** Of a JSON Pointer. */
function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
