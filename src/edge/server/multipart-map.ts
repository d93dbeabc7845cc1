import type { Upload } from "graphql-upload-ts";
import { badInput, type AppError } from "../../platform/core/errors.js";

const PATH = /^(?:\d+\.)?variables(?:\.(?!__proto__|constructor|prototype)\w+)+$/;

/** Throws BAD_USER_INPUT for all but a JSON object. */
export function parseObject(field: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Answered like any other value that is not an object.
  }
  throw malformed(`The field ${field} holds a JSON object.`);
}

/** Puts the upload where the variables have null, and returns it. */
export function place(operations: object, path: string, upload: Upload): Upload {
  if (!PATH.test(path)) throw malformed("A path of the map leads to a variable.");
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at: unknown = operations;
  for (const step of steps) at = Object.hasOwn(Object(at) as object, step) && stepInto(at, step);
  if (typeof at !== "object" || at === null || !Object.hasOwn(at, last) || stepInto(at, last))
    throw malformed("A path of the map leads to a variable that is null.");
  (at as Record<string, unknown>)[last] = upload;
  return upload;
}

function stepInto(value: unknown, step: string): unknown {
  return (value as Record<string, unknown>)[step];
}

export function malformed(message: string): AppError {
  return badInput("body", message);
}

export function tooMany(limit: number): AppError {
  return badInput("body", `A request has at most ${limit} files.`, { limit });
}
